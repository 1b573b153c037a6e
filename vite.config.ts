import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The menu paints from the small entry chunk while the two large ones load beside each other.
const groups = [
  { name: 'phaser', test: /node_modules[\\/]phaser/ },
  { name: 'net', test: /node_modules[\\/](@colyseus|msgpackr)/ },
];

/** As the game server does it: these addresses are all one page, which reads for itself what it is to show. */
const RECORD_ADDRESS = /^\/(leaderboard|players\/|matches\/)/;

const serveRecords: Plugin = {
  name: 'serve-records',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      if (RECORD_ADDRESS.test(request.url ?? '')) request.url = '/records.html';
      next();
    });
  },
};

export default defineConfig({
  root: here('client'),
  plugins: [serveRecords],
  server: { port: 5173 },
  build: {
    outDir: here('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      input: [here('client/index.html'), here('client/records.html')],
      output: { codeSplitting: { groups } },
    },
  },
});
