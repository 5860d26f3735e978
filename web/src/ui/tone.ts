export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'accent' | 'plain'

export const toneColor: Record<Tone, string> = { good: 'sage', warn: 'wheat', bad: 'berry', info: 'plum', accent: 'crust', plain: 'gray' }
