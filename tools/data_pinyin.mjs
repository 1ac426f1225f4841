// Cuts the tables of readings for search by initials and for sorting into data/pinyin/.
// Packages: pinyin-pro 3.29.4 (readings, surnames), Debian unicode-data 15.0.0-1 (Unihan kMandarin, for what pinyin-pro lacks).
// Run: node tools/data_pinyin.mjs
import { execFileSync } from 'node:child_process';
import { check, debianPackage, join, npmPackage, readFileSync, root, writeTsv } from './data_package.mjs';

const source = npmPackage('pinyin-pro', '3.29.4', 'SPXpDT2cHEy+d26V1RXYMlVzXN42hotFAak1fzyWPi4o2dKXb61UqD4pzxDJHwk6gbv8vQ6EfErd+hYX0Qhzug==');
const unihan = debianPackage('unicode-data', '15.0.0-1', '5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc');
const { default: dictionary } = await import(join(source, 'dist/esm/data/dict1.mjs'));
const { default: surnames } = await import(join(source, 'dist/esm/data/surname.mjs'));

const FIRST_CODE = 0x3007; // 〇
const LAST_CODE = 0x323af; // end of extension H
const TONES = { '\u0304': 1, '\u0301': 2, '\u030c': 3, '\u0300': 4 };
// Surname readings missing from the source, from general dictionaries.
const MORE_SURNAMES = {
  逄: 'páng', 种: 'chóng', 黑: 'hè', 秘: 'bì', 冼: 'xiǎn', 郇: 'xún', 祭: 'zhài', 洗: 'xiǎn', 尉: 'wèi', 单于: 'chán yú', 万俟: 'mò qí',
  司徒: 'sī tú', 欧阳: 'ōu yáng', 侯莫陈: 'hóu mò chén', 独孤: 'dú gū', 长孙: 'zhǎng sūn', 纳兰: 'nà lán', 阿: 'ā', 洛: 'luò', 佘: 'shé',
  付: 'fù', 代: 'dài', 尧: 'yáo', 闫: 'yán', 邸: 'dǐ', 楼: 'lóu', 斯: 'sī', 傅: 'fù',
};

// Name characters that neither source reads: the reading of the usual form (𠮷 is 吉).
const MORE_CHARACTERS = { '𠮷': 'jí' };

/** "zhǎng" → "zhang3"; ü → v; neutral tone 5. */
function numbered(reading) {
  let tone = 5;
  const bare = reading.normalize('NFD').replace(/[\u0304\u0301\u030c\u0300]/g, (mark) => { tone = TONES[mark]; return ''; });
  return bare.normalize('NFC').replaceAll('ü', 'v').replaceAll('ê', 'e') + tone;
}

function readings(text) {
  const list = [...new Set(text.trim().split(/\s+/).map(numbered))];
  for (const r of list) check(/^[a-z]+[1-5]$/.test(r), `odd reading ${r}`);
  return list.join(',');
}

const hex = (code) => code.toString(16).toUpperCase().padStart(4, '0');

const known = new Set();
const common = [];
for (let code = FIRST_CODE; code <= LAST_CODE; code++) {
  const text = dictionary.get(String.fromCodePoint(code));
  if (!text) continue;
  known.add(code);
  common.push([hex(code), readings(text)]);
}

const rare = [];
const lines = execFileSync('bzcat', [join(unihan, 'usr/share/unicode/Unihan_Readings.txt.bz2')], { encoding: 'utf8', maxBuffer: 1 << 26 });
for (const line of lines.split('\n')) {
  const match = /^U\+([0-9A-F]+)\tkMandarin\t(.+)$/.exec(line);
  if (!match) continue;
  const code = parseInt(match[1], 16);
  if (code < FIRST_CODE || known.has(code)) continue;
  known.add(code);
  rare.push([code, readings(match[2])]);
}
for (const [char, text] of Object.entries(MORE_CHARACTERS)) {
  const code = char.codePointAt(0);
  check(!known.has(code), `${char} is no longer missing`);
  known.add(code);
  rare.push([code, readings(text)]);
}
rare.sort((a, b) => a[0] - b[0]);

const names = Object.entries({ ...MORE_SURNAMES, ...surnames })
  .map(([name, text]) => [name, text.split(' ').map(numbered).join(' ')])
  .sort((a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])));
for (const [name, text] of names) check([...name].length === text.split(' ').length, `${name}: ${text}`);

const reading = (table, key) => table.find((r) => r[0] === key)?.[1];
for (const [name, expected] of [['单', 'shan4'], ['仇', 'qiu2'], ['解', 'xie4'], ['曾', 'zeng1'], ['查', 'zha1'], ['欧阳', 'ou1 yang2'], ['尉迟', 'yu4 chi2']]) {
  check(reading(names, name) === expected, `surname ${name}: ${reading(names, name)}`);
}
check(known.has(0x20bb7) && known.has(0x36c3), '𠮷 or 㛃 has no reading');

const columns = 'code point (hexadecimal)\treadings, most usual first: pinyin, ü as v, then the tone 1-4 or 5 for neutral, separated by commas';
writeTsv('data/pinyin/readings.tsv', ['From pinyin-pro 3.29.4 (MIT). Made by tools/data_pinyin.mjs: do not edit.', columns], common);
writeTsv('data/pinyin/rare.tsv', [
  'Characters that readings.tsv lacks. From the Unicode Han database 15.0.0, kMandarin (Unicode licence), cut down and changed in form; 𠮷 added by hand. Made by tools/data_pinyin.mjs: do not edit.', columns,
], rare.map(([code, text]) => [hex(code), text]));
writeTsv('data/pinyin/surnames.tsv', [
  'Readings as a surname, compound surnames included. From pinyin-pro 3.29.4 (MIT), a few added by hand. Made by tools/data_pinyin.mjs: do not edit.',
  'surname\treadings as above, one for each character, separated by blanks',
], names);
const bytes = ['readings', 'rare', 'surnames'].map((f) => readFileSync(join(root, `data/pinyin/${f}.tsv`)).length).reduce((a, b) => a + b);
check(bytes < 600 * 1024, `data/pinyin is too large: ${bytes} bytes`);
