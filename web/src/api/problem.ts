/** RFC 9457 problem details as the server sends them. `code` is the key of the translated text in the `errors` namespace. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields: Record<string, string[]> = {},
    readonly traceId: string | null = null,
    readonly current: unknown = null,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(code)
    this.name = 'Problem'
  }

  static async from(response: Response): Promise<Problem> {
    let body: Record<string, unknown> = {}
    try {
      body = (await response.json()) as Record<string, unknown>
    } catch {
      // A proxy or a crash answers without JSON; the status alone must do.
    }
    const code = typeof body.code === 'string' ? body.code : fallbackCode(response.status)
    return new Problem(response.status, code, (body.errors as Record<string, string[]> | undefined) ?? {}, (body.trace_id as string | undefined) ?? null, body.current ?? null, body)
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error
    return new Problem(0, 'network_unreachable')
  }
}

function fallbackCode(status: number): string {
  const codes: Record<number, string> = { 400: 'validation_failed', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'invalid_state_transition', 412: 'version_conflict', 413: 'too_large', 428: 'precondition_required', 429: 'rate_limited', 503: 'dependency_unavailable' }
  return codes[status] ?? 'unexpected'
}
