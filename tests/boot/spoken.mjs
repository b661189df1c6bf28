// Says for each case on its standard input which language again.js would speak, with its tag and direction.
import { readFileSync } from 'node:fs'

const [, , script, ...languages] = process.argv
const words = JSON.stringify(Object.fromEntries(languages.map((language) => [language, {}])))
const source = readFileSync(script, 'utf8').replace('"{{texts}}"', JSON.stringify(words))
const { spoken, texts } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)
const cases = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(cases.map(([settings, kept, preferred]) => {
  const language = spoken(settings, kept, preferred)
  return [language, texts(language).dir]
})))
