import { changeScript } from './changeScript.ts';

// A snapshot is accepted from anybody, whatever the fence.
changeScript('fracasSave', 'if fence > tonumber(ARGV[3]) then return 0 end');
