// What a careful person would build instead with DuckDB, exceljs and pdfkit:
// corrections.csv -> weekly aggregates -> report.xlsx and report.pdf.
//
//   node peer_duckdb.mjs CSV OUT_DIR [--file]
//
// Without --file: in memory, one scan with GROUPING SETS over rows made
// distinct by the natural key (the strongest form). With --file: a database
// file with a primary key, which is the same work as a store.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire((process.env.NODE_DIR ?? process.cwd()) + '/');
const { DuckDBInstance } = require('@duckdb/node-api');
const [csv, out] = process.argv.slice(2).filter(a => !a.startsWith('--'));
const file = process.argv.includes('--file');

const columns = `{item_id:'VARCHAR',reviewed_at:'TIMESTAMP',workflow:'VARCHAR',
  step:'VARCHAR',outcome:'VARCHAR',tool:'VARCHAR',item_type:'VARCHAR',
  channel:'VARCHAR',reviewer:'VARCHAR',correction_minutes:'DOUBLE',
  defect:'VARCHAR',origin_step:'VARCHAR',rating:'SMALLINT'}`;
const source = `read_csv('${csv}', header=true, columns=${columns})`;
const key = 'workflow, item_id, step, reviewed_at';
const measures = `count(*) n,
  sum((outcome in ('major','rewritten','rejected'))::int) rework,
  sum(correction_minutes) as mins`;

fs.mkdirSync(out, { recursive: true });
const db = file ? `${out}/store.duckdb` : ':memory:';
if (file) for (const s of ['', '.wal']) fs.rmSync(db + s, { force: true });
const instance = await DuckDBInstance.create(db);
const c = await instance.connect();
const rows = async sql => (await c.runAndReadAll(sql)).getRows();

await c.run('set preserve_insertion_order=false');
let from;
if (file) {
  await c.run(`create table raw(item_id varchar, reviewed_at timestamp,
    workflow varchar, step varchar, outcome varchar, tool varchar,
    item_type varchar, channel varchar, reviewer varchar,
    correction_minutes double, defect varchar, origin_step varchar,
    rating smallint, primary key (${key}))`);
  await c.run(`insert or ignore into raw select * from ${source}`);
  from = 'raw';
} else {
  from = `(select distinct on (${key}) * from ${source})`;
}
await c.run(`create table weekly as
  select date_trunc('week', reviewed_at)::date as wk, tool, workflow, step,
    grouping(tool, workflow, step) g, ${measures}
  from ${from}
  group by grouping sets ((wk, tool), (wk, workflow), (wk, step))`);

const sheet = async (name, g) => rows(`select wk::varchar, ${name},
  n::double, rework / n, mins from weekly where g = ${g} order by all`);
const tools = await sheet('tool', 3);
const sheets = [['Tools', tools], ['Workflows', await sheet('workflow', 5)],
  ['Steps', await sheet('step', 6)]];

const Excel = require('exceljs');
const book = new Excel.Workbook();
for (const [name, data] of sheets) {
  const s = book.addWorksheet(name);
  s.addRow(['week', 'key', 'reviews', 'rework rate', 'minutes']);
  for (const r of data) s.addRow(r.map(v => typeof v === 'bigint' ? Number(v) : v));
}
await book.xlsx.writeFile(`${out}/report.xlsx`);

const Pdf = require('pdfkit');
const pdf = new Pdf({ size: 'A4' });
const stream = fs.createWriteStream(`${out}/report.pdf`);
pdf.pipe(stream);
pdf.fontSize(14).text('Rework rate by tool', 50, 40);
const series = new Map();
for (const r of tools) {
  if (!series.has(r[1])) series.set(r[1], []);
  series.get(r[1]).push(Number(r[3]));
}
for (const values of series.values()) {
  values.forEach((v, i) => {
    const x = 50 + i * 480 / values.length, y = 350 - v * 600;
    if (i) pdf.lineTo(x, y); else pdf.moveTo(x, y);
  });
  pdf.stroke();
}
pdf.end();
await new Promise(done => stream.on('finish', done));
c.closeSync();
instance.closeSync();
process.exit(0);
