import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'

// Colours of the trade: crust, wheat, sage and berry on flour-white paper; espresso at night.
const crust: MantineColorsTuple = ['#fdf3e7', '#f8e3cb', '#f2cb9f', '#eab06d', '#e6a254', '#d07f2b', '#b3621b', '#934a15', '#783b13', '#5c2d11']
const wheat: MantineColorsTuple = ['#fdf8e3', '#f9edc0', '#f3dd8f', '#ecca5c', '#e5b93a', '#cf9c1d', '#a87a12', '#7d590c', '#644709', '#4b3507']
const sage: MantineColorsTuple = ['#f1f6ec', '#deebd3', '#c0d8af', '#9fc287', '#86b06a', '#689350', '#53793f', '#416131', '#354f29', '#283c20']
const berry: MantineColorsTuple = ['#fdf0f0', '#f9dada', '#f0b1b3', '#e78689', '#e27073', '#cb4a52', '#b23540', '#982834', '#7c202b', '#5f1821']
const plum: MantineColorsTuple = ['#f5f1f7', '#e7deec', '#cfbddb', '#b59ac7', '#a585ba', '#85619e', '#6f4e87', '#5b3f70', '#4a335b', '#382745']
const gray: MantineColorsTuple = ['#fbf8f3', '#f5efe6', '#ebe2d6', '#ddd1c1', '#c7b8a5', '#a39482', '#7b6d5d', '#5e5245', '#423a31', '#2a241e']
const dark: MantineColorsTuple = ['#f1e8dc', '#dccfc0', '#bcae9e', '#8f8173', '#5d5046', '#483d35', '#2d2620', '#1d1814', '#161210', '#0f0c0a']

// The accent is dark on paper and light at night, so what is written on it changes with the scheme.
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  if (input.color && input.color !== 'crust') return colors
  if (input.variant === 'filled') return { ...colors, color: 'var(--on-accent)' }
  // The library's own light variant is darker than the paper at night, and reads as a hole in it.
  return input.variant === 'light' ? { ...colors, background: 'var(--accent-soft)', hover: 'color-mix(in srgb, var(--accent) 22%, var(--surface))', color: 'var(--mantine-color-text)' } : colors
}

export const theme = createTheme({
  variantColorResolver: variantColors,
  colors: { crust, wheat, sage, berry, plum, gray, dark },
  primaryColor: 'crust',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: '#2a211a',
  fontFamily: "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: "'Fraunces Variable', Georgia, serif", fontWeight: '580' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Button: { defaultProps: { fw: 600 } },
    Modal: { defaultProps: { centered: true, overlayProps: { blur: 2, backgroundOpacity: 0.45 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbf6ee',
    '--mantine-color-text': '#2a211a',
    '--mantine-color-dimmed': '#6b5d4f',
    '--mantine-color-placeholder': '#857666',
    '--mantine-color-default-border': '#e3d8c9',
    '--mantine-color-error': '#a62d39',
    '--mantine-color-anchor': '#86420f',
    '--surface': '#fffdf9',
    '--surface-sunken': '#f5ede1',
    '--line': '#e9dfd1',
    '--on-accent': '#fffdf9',
    '--accent': '#934a15',
    '--accent-soft': '#f8e6d0',
    '--good': '#416131',
    '--warn': '#7d590c',
    '--bad': '#982834',
    '--shadow-card': '0 1px 2px rgb(92 45 17 / 5%), 0 6px 20px -12px rgb(92 45 17 / 18%)',
    '--chart-band': '#eab06d',
    '--chart-line': '#934a15',
    '--chart-baseline': '#6f4e87',
    '--chart-actual': '#2a211a',
  },
  dark: {
    '--on-accent': '#2a1808',
    '--mantine-color-body': '#1a1511',
    '--mantine-color-text': '#f1e8dc',
    '--mantine-color-dimmed': '#b9aa99',
    '--mantine-color-placeholder': '#9a8b7c',
    '--mantine-color-default-border': '#43382f',
    '--mantine-color-error': '#ee9698',
    '--mantine-color-anchor': '#eab06d',
    '--surface': '#231d18',
    '--surface-sunken': '#14100d',
    '--line': '#3a3028',
    '--accent': '#eab06d',
    '--accent-soft': '#3d2c1c',
    '--good': '#9fc287',
    '--warn': '#ecca5c',
    '--bad': '#f0a0a3',
    '--shadow-card': '0 1px 2px rgb(0 0 0 / 30%)',
    '--chart-band': '#a8692c',
    '--chart-line': '#f0bd80',
    '--chart-baseline': '#c4abd4',
    '--chart-actual': '#f1e8dc',
  },
})
