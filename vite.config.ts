import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The menu paints from the small entry chunk while the two large ones load beside each other.
const groups = [
  { name: 'phaser', test: /node_modules[\\/]phaser/ },
  { name: 'net', test: /node_modules[\\/](@colyseus|msgpackr)/ },
];

export default defineConfig({
  root: here('client'),
  server: { port: 5173 },
  build: {
    outDir: here('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
