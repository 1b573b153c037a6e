export { findChromium, launchBrowser } from '../../tools/launchBrowser.ts';
