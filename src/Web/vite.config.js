import { defineConfig } from 'vite';

// Names without hashes: the server's pages link them as they are, and the server answers 304 by ETag.
export default defineConfig({
  base: '/app/',
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: '[name].js' } } },
  build: {
    outDir: '../Server/wwwroot/app',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { surefoot: 'src/main.ts', weights: 'src/weights.ts', entry: 'src/entry.ts', scan: 'src/scan.ts', imagery: 'src/imagery.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names[0]?.endsWith('.css') ? 'surefoot.css' : asset.names[0]?.endsWith('.woff2') ? 'fonts/[name][extname]' : '[name][extname]'),
      },
    },
  },
});
