import assert from 'node:assert/strict'

const head = (url, encodings) => fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': encodings } })

async function hashedFile(place) {
  const page = await (await fetch(`${place.url}/`)).text()
  return `${place.url}${/src="(\/assets\/base-[^"]+\.js)"/.exec(page)[1]}`
}

export const tests = {
  'the browser gets the smallest copy it takes, with the type of the file': async ({ place }) => {
    const file = await hashedFile(place)
    const sizes = []
    for (const [asked, given] of [['br, gzip', 'br'], ['gzip', 'gzip'], ['identity', null], ['br;q=0, gzip', 'gzip']]) {
      const answer = await head(file, asked)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('content-encoding'), given)
      assert.match(answer.headers.get('content-type'), /javascript/)
      assert.match(answer.headers.get('vary'), /Accept-Encoding/)
      sizes.push(Number(answer.headers.get('content-length')))
    }
    assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], `brotli ${sizes[0]}, gzip ${sizes[1]}, plain ${sizes[2]}`)
  },

  'hashed files are kept for a year, the page itself is always asked for': async ({ place }) => {
    assert.equal((await head(await hashedFile(place), 'br')).headers.get('cache-control'), 'public, max-age=31536000, immutable')
    const page = await head(`${place.url}/app/dashboard`, 'br')
    assert.equal(page.headers.get('cache-control'), 'no-cache')
    assert.match(page.headers.get('content-type'), /text\/html/)
    assert.equal((await head(`${place.url}/assets/missing.js`, 'br')).status, 404)
  },
}
