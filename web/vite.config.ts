import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: process.env.BAKERY_API ?? 'http://127.0.0.1:8000' } } },
  preview: { port: 4173, strictPort: true, proxy: { '/api': { target: process.env.BAKERY_API ?? 'http://127.0.0.1:8000' } } },
})
