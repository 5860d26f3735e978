import hooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// One-way imports: routes -> features -> ui -> api, i18n, lib. A feature never imports another feature.
const shared = ['ui', 'api', 'i18n', 'lib']

export default tseslint.config(
  { ignores: ['dist', 'lighthouse/node_modules', 'src/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    languageOptions: { globals: globals.browser },
    rules: { ...hooks.configs.recommended.rules, 'react-hooks/set-state-in-effect': 'off', 'react-hooks/refs': 'off', 'react-hooks/incompatible-library': 'off' },
  },
  ...shared.map((layer) => ({
    files: [`src/${layer}/**/*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@/features/*', '@/routes/*'], message: `${layer} must not know features or routes` }] }] },
  })),
  {
    files: ['src/features/**/*.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@/features/*', '@/routes/*', '../../*'], message: 'a feature must not import another feature or a route' }] }] },
  },
  { files: ['service-worker.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['src/start.js'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
  { files: ['{e2e,lighthouse}/**/*.mjs', '*.{js,ts}'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
)
