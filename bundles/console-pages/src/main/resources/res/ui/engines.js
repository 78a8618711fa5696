/* The page on engines. */
(function ($) {
	'use strict';

	const { make, say, show, button, confirm, tell, state, post, watch } = window.mynah;
	/** What the setting "model" gives an engine. */
	const BEFORE_ALL = 2147483647;

	const STATES = { speaking: 'whole', draining: 'running', stopped: 'absent', failed: 'damaged' };
	const rows = new Map();

	function newRow(engine) {
		const body = make('tbody', '', null, { role: 'rowgroup', 'data-engine': engine.id });
		const line = make('tr', 'mm-row', body, { role: 'row' });
		const row = { body: body, remark: '' };
		row.name = make('th', 'mm-model', line, { role: 'rowheader', scope: 'row', tabindex: '-1' });
		row.title = make('span', 'mm-title', row.name);
		row.name.append(' ');
		make('code', '', row.name).textContent = engine.id;
		row.version = make('div', 'mm-about', row.name);
		row.bundle = make('div', 'mm-about', row.name);
		const how = make('td', 'mm-state', line, { role: 'cell' });
		row.badge = make('span', 'mm-badge', how);
		how.append(' ');
		row.promoted = make('span', 'mm-chosen', how);
		row.promoted.textContent = 'before all others';
		row.reason = make('span', 'mm-detail', how);
		const work = make('td', 'mm-work', line, { role: 'cell', 'data-name': 'Work' });
		row.work = make('span', '', work);
		row.done = make('span', 'mm-detail', work);
		row.errors = make('span', 'mm-detail mm-bad', work);
		const where = make('td', '', line, { role: 'cell', 'data-name': 'Computes on' });
		row.device = make('span', '', where);
		row.why = make('span', 'mm-detail', where);
		row.ranking = make('td', 'mm-size', line, { role: 'cell', 'data-name': 'Ranking' });
		row.actions = make('td', 'mm-actions', line, { role: 'cell' });
		const of = ' ' + engine.id;
		button(row.actions, 'start', 'Start', 'Start' + of, () => act(row, 'start'));
		button(row.actions, 'stop', 'Stop', 'Stop' + of, () => askToStop(row));
		// Each beside the one that takes its place.
		button(row.actions, 'unload', 'Unload', 'Unload' + of, () => unload(row));
		button(row.actions, 'promote', 'Promote', 'Promote' + of, () => act(row, 'promote'));
		button(row.actions, 'demote', 'Demote', 'Demote' + of, () => act(row, 'demote'));
		const note = make('tr', 'mm-note', body, { role: 'row' });
		row.error = make('p', 'ui-state-error ui-corner-all mm-box', make('td', '', note, { role: 'cell', colspan: '6' }),
			{ role: 'alert' });
		row.note = note;
		note.hidden = true;
		initStaticWidgets(body);
		return row;
	}

	function done(engine) {
		return engine.spoken === 0 ? '' : engine.spoken + ' spoken, ' + (engine.real_time_factor < 0.1
			? engine.real_time_factor.toFixed(3) : engine.real_time_factor.toFixed(2)) + ' s of work for 1 s of audio';
	}

	function work(engine) {
		if (engine.requests === 0 && engine.leases === 0) {
			return 'nothing now';
		}
		return engine.requests + (engine.requests === 1 ? ' request, ' : ' requests, ')
			+ engine.leases + (engine.leases === 1 ? ' utterance' : ' utterances');
	}

	function renderRow(row, engine) {
		const before = row.engine;
		row.engine = engine;
		say(row.title, engine.title);
		say(row.version, 'Version ' + engine.version);
		say(row.bundle, engine.bundle === '' ? '' : engine.bundle + ' ' + engine.bundle_version);
		row.badge.className = 'mm-badge mm-' + STATES[engine.state];
		say(row.badge, engine.state);
		row.promoted.hidden = !engine.promoted;
		const reason = engine.reason || row.remark;
		say(row.reason, reason);
		row.reason.hidden = reason === '';
		say(row.work, work(engine));
		say(row.done, done(engine));
		row.done.hidden = engine.spoken === 0;
		say(row.errors, engine.errors + (engine.errors === 1 ? ' error' : ' errors'));
		row.errors.hidden = engine.errors === 0;
		say(row.device, engine.device);
		say(row.why, engine.device_reason);
		row.why.hidden = engine.device_reason === '';
		say(row.ranking, engine.ranking === BEFORE_ALL ? 'first, by the setting \u201cmodel\u201d' : String(engine.ranking));
		const actions = [];
		if (engine.state === 'speaking' || engine.state === 'failed') {
			actions.push('stop', engine.promoted ? 'demote' : 'promote', 'unload');
		} else if (engine.state === 'stopped' || engine.state === 'draining') {
			actions.push('start');
			if (engine.promoted) {
				actions.push('demote');
			}
		}
		show(row.actions, actions, row.name);
		if (before && before.state !== engine.state) {
			tell(engine.id + ': ' + engine.state);
		}
	}

	function render(answer) {
		const table = document.getElementById('mm-engines');
		const there = new Set();
		let last = table.tHead;
		for (const engine of answer.engines) {
			// One that hangs and its successor have the same id.
			const key = engine.id + (there.has(engine.id) ? ' ' : '');
			there.add(key);
			if (!rows.has(key)) {
				rows.set(key, newRow(engine));
			}
			const row = rows.get(key);
			if (last.nextElementSibling !== row.body) {
				const focused = row.body.contains(document.activeElement) ? document.activeElement : null;
				last.after(row.body);
				if (focused) {
					focused.focus();
				}
			}
			last = row.body;
			renderRow(row, engine);
		}
		for (const [key, row] of rows) {
			if (!there.has(key)) {
				row.body.remove();
				rows.delete(key);
			}
		}
		const count = (name) => answer.engines.filter((engine) => engine.state === name).length;
		const words = ['speaking', 'draining', 'stopped', 'failed'].filter(count).map((name) => count(name) + ' ' + name);
		say(document.getElementById('mm-summary'), (answer.engines.length === 0 ? 'No engine is there.' : 'Engines: '
			+ words.join(', ') + '.') + ' What is decided here lasts until the server is started anew.');
		return answer.engines.some((engine) => engine.state === 'draining' || engine.requests > 0);
	}

	const poll = watch(state, render);

	async function act(row, action) {
		say(row.error, '');
		row.note.hidden = true;
		row.remark = '';
		try {
			const answering = post(row.engine.id, action);
			poll();
			return await answering;
		} catch (e) {
			say(row.error, e.message);
			row.note.hidden = false;
			return null;
		} finally {
			poll();
		}
	}

	async function unload(row) {
		const answer = await act(row, 'unload');
		if (answer) {
			const text = answer.unloaded
				? 'has given its memory back, and takes it anew when it is wanted'
				: 'has nothing to give back now: it is not loaded, speaks, or always stays in memory';
			tell(row.engine.id + ' ' + text);
			row.remark = 'It ' + text;
			renderRow(row, row.engine);
		}
	}

	function askToStop(row) {
		confirm(
			'Stop ' + row.engine.id + '?',
			row.engine.title + ' gets no new requests. Those that it has it speaks to their ends; then it gives its memory back.'
				+ ' Others take over where they can; who names it, or a voice that only it has, is refused.',
			'Let it speak', 'Stop it', () => act(row, 'stop'));
	}
})(jQuery);
