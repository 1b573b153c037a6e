import { changeScript } from './changeScript.ts';

// A match is anybody's to take, whether its owner lives or not.
changeScript('fracasExpired', "'-inf', now,", "'-inf', '+inf',");
changeScript('fracasAdopt', 'if tonumber(match[3]) > now and match[1] ~= ARGV[3] then return false end');
