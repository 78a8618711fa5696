/* The page on figures: what /metrics tells, for people. */
(function () {
	'use strict';

	const { make, say, watch } = window.mynah;
	const ERRORS = ['refused', 'overloaded', 'late', 'failed'];
	const MEGABYTE = 1 << 20;
	const LINE = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
	const LABEL = /([a-z_]+)="([^"]*)"/g;
	const rows = new Map();
	const facts = new Map();

	async function read() {
		const response = await fetch('/metrics', { cache: 'no-store' }).catch(() => {
			throw new Error('The server does not answer');
		});
		if (!response.ok) {
			throw new Error('The bundle metrics is not running, so that nothing is counted');
		}
		return parse(await response.text());
	}

	function parse(text) {
		const samples = [];
		for (const line of text.split('\n')) {
			const found = LINE.exec(line);
			if (found) {
				const labels = {};
				for (const label of (found[2] || '').matchAll(LABEL)) {
					labels[label[1]] = label[2];
				}
				samples.push({ name: found[1], labels: labels, value: Number(found[3].replace('Inf', 'Infinity')) });
			}
		}
		return samples;
	}

	function matching(samples, name, labels) {
		return samples.filter((sample) => sample.name === name
			&& Object.entries(labels || {}).every(([key, value]) => sample.labels[key] === value));
	}

	function sum(samples, name, labels) {
		return matching(samples, name, labels).reduce((total, sample) => total + sample.value, 0);
	}

	/** Where a share of a histogram's values lies, as Prometheus reckons it; null without any. */
	function quantile(samples, name, labels, share) {
		const buckets = matching(samples, name + '_bucket', labels)
			.map((sample) => [Number(sample.labels.le.replace('+Inf', 'Infinity')), sample.value])
			.sort((one, other) => one[0] - other[0]);
		const wanted = buckets.length === 0 ? 0 : share * buckets[buckets.length - 1][1];
		if (wanted === 0) {
			return null;
		}
		let below = [0, 0];
		for (const bucket of buckets) {
			if (bucket[1] >= wanted) {
				return bucket[0] === Infinity
					? below[0]
					: below[0] + (bucket[0] - below[0]) * (wanted - below[1]) / (bucket[1] - below[1]);
			}
			below = bucket;
		}
		return null;
	}

	function seconds(value) {
		return value < 1 ? Math.round(1000 * value) + ' ms' : value.toFixed(1) + ' s';
	}

	function times(samples, name, labels) {
		const half = quantile(samples, name, labels, 0.5);
		return half === null ? '' : seconds(half) + ', 95 %: ' + seconds(quantile(samples, name, labels, 0.95));
	}

	function newRow(engine) {
		const row = make('tr', 'mm-row', document.querySelector('#mm-figures tbody'), { role: 'row', 'data-engine': engine });
		make('code', '', make('th', 'mm-model', row, { role: 'rowheader', scope: 'row' })).textContent
			= engine === 'none' ? 'without an engine' : engine;
		const cell = (name) => make('td', '', row, { role: 'cell', 'data-name': name });
		return {
			row: row, requests: cell('Requests'), errors: cell('Errors'), waited: cell('Waited'), first: cell('First audio'),
			whole: cell('Whole'), factor: cell('Work for 1 s of audio'), swaps: cell('Swaps')
		};
	}

	function renderRow(row, samples, engine) {
		const of = { engine: engine };
		const outcome = (name) => sum(samples, 'mynah_requests_total', { engine: engine, outcome: name });
		const errors = ERRORS.filter(outcome).map((name) => outcome(name) + ' ' + name);
		const audio = sum(samples, 'mynah_audio_seconds_total', of);
		const work = sum(samples, 'mynah_stage_seconds_sum', { engine: engine, stage: 'synthesis' });
		say(row.requests, sum(samples, 'mynah_requests_total', of) + ', ' + outcome('spoken') + ' spoken');
		say(row.errors, errors.length === 0 ? 'none' : errors.join(', '));
		say(row.waited, times(samples, 'mynah_stage_seconds', { engine: engine, stage: 'queue' }));
		say(row.first, times(samples, 'mynah_first_audio_seconds', of));
		say(row.whole, times(samples, 'mynah_stage_seconds', { engine: engine, stage: 'whole' }));
		say(row.factor, audio === 0 ? '' : (work / audio).toFixed(3) + ' s');
		say(row.swaps, String(sum(samples, 'mynah_engine_swaps_total', of)));
	}

	function fact(name, text) {
		if (!facts.has(name)) {
			const line = make('div', '', document.getElementById('mm-machine'));
			make('dt', '', line).textContent = name;
			facts.set(name, make('dd', 'mm-figures', line));
		}
		say(facts.get(name), text);
	}

	function render(samples) {
		const engines = new Set(samples.filter((sample) => sample.name === 'mynah_engine_info'
			|| sample.name === 'mynah_requests_total').map((sample) => sample.labels.engine));
		for (const engine of [...engines].sort()) {
			if (!rows.has(engine)) {
				rows.set(engine, newRow(engine));
			}
			renderRow(rows.get(engine), samples, engine);
		}
		for (const [engine, row] of rows) {
			if (!engines.has(engine)) {
				row.row.remove();
				rows.delete(engine);
			}
		}
		const speaking = sum(samples, 'mynah_queue_speaking');
		say(document.getElementById('mm-summary'), 'Queue: ' + sum(samples, 'mynah_queue_waiting') + ' waiting, ' + speaking
			+ ' speaking, room for ' + sum(samples, 'mynah_queue_capacity') + '. Everything is counted since the server, or the'
			+ ' bundle metrics, was started.');
		const percent = (name) => Math.round(100 * sum(samples, name)) + ' %';
		const megabytes = (name, labels) => Math.round(sum(samples, name, labels) / MEGABYTE) + ' MB';
		fact('Load', percent('process_cpu_usage') + ' by the server, ' + percent('system_cpu_usage') + ' in all');
		fact('Heap', megabytes('jvm_memory_used_bytes', { area: 'heap' }));
		fact('Direct buffers', megabytes('jvm_buffer_memory_used_bytes', { id: 'direct' }));
		if (matching(samples, 'process_resident_memory_bytes').length > 0) {
			fact('Memory in all', megabytes('process_resident_memory_bytes'));
		}
		return speaking > 0;
	}

	watch(read, render);
})();
