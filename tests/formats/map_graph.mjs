// What the mermaid package reads in flowcharts: steps, edges and subgraphs
// as JSON. It wants a browser's document, which jsdom is.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
const found = [];

for (const path of process.argv.slice(2)) {
	const text = readFileSync(path, "utf8");
	const { diagramType } = await mermaid.parse(text);
	const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);

	found.push({
		type: diagramType,
		steps: [...db.getVertices().values()].map((v) => [v.id, v.text]),
		edges: db.getEdges().map((e) => [e.start, e.end, e.text,
						 e.stroke]),
		flows: db.getSubGraphs().map((s) => [s.id, s.title, s.nodes]),
	});
}
console.log(JSON.stringify(found));
