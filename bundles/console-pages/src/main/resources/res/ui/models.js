/* The page on models. */
(function ($) {
	'use strict';

	const { make, say, show, button, confirm, tell, state, post, watch } = window.mynah;

	const groups = new Map();

	/* ---- words ---- */

	function bytes(n) {
		if (n < 1e3) {
			return n + ' B';
		}
		if (n < 1e6) {
			return Math.round(n / 1e3) + ' kB';
		}
		return n < 1e9 ? (n / 1e6).toFixed(1) + ' MB' : (n / 1e9).toFixed(2) + ' GB';
	}

	function time(seconds) {
		const two = (n) => String(n).padStart(2, '0');
		const minutes = Math.floor(seconds / 60);
		return minutes < 60
			? minutes + ':' + two(seconds % 60)
			: Math.floor(minutes / 60) + ':' + two(minutes % 60) + ':' + two(seconds % 60);
	}

	function size(row) {
		if (row.bytes === 0) {
			return 'not known';
		}
		return (row.exact ? '' : 'about ') + bytes(row.bytes);
	}

	function files(names) {
		return names.length <= 3 ? names.join(', ') : names.slice(0, 3).join(', ') + ' and ' + (names.length - 3) + ' more';
	}

	const STATES = { whole: 'complete', partial: 'partly here', absent: 'not here', damaged: 'damaged' };
	const DOING = { asking: 'asking the hub', fetching: 'fetching', checking: 'checking' };

	/** Words for a state that is no state of a file: what a check found, or why a pull ended. */
	function remarks(model, row) {
		const good = [];
		const bad = [];
		const check = row.check;
		if (check && check.over) {
			if (check.state !== 'done') {
				bad.push('The check ended: ' + (check.message || check.state));
			} else if (check.damaged.length === 0 && check.missing.length === 0) {
				good.push('Checked: ' + check.good.length + ' checksums are right'
					+ (check.unchecked.length ? '; none is known of ' + files(check.unchecked) : ''));
			}
			if (check.damaged && check.damaged.length) {
				bad.push('Damaged: ' + files(check.damaged) + '. ' + cure(model, row));
			}
			if (check.missing && check.missing.length) {
				bad.push('Missing: ' + files(check.missing));
			}
		}
		if (row.state === 'partial') {
			good.push(bytes(row.bytes_here) + (row.bytes === 0 ? '' : ' of ' + size(row)) + ' are here');
		}
		if (row.state === 'absent' && model.source !== 'hub') {
			bad.push(model.source === 'embedded'
				? 'The distribution lacks some of its files: unpack it anew'
				: 'Some of its files are not in ' + model.origin);
		}
		if (row.pull && row.state !== 'whole') {
			if (row.pull.state === 'failed') {
				bad.push('The last pull failed: ' + (row.pull.message || 'nobody knows why'));
			} else if (row.pull.state === 'cancelled' && (row.state === 'partial' || model.begun_bytes > 0)) {
				good.push('Cancelled; the next pull goes on from there');
			}
		}
		return { good: good, bad: bad };
	}

	function cure(model, row) {
		if (model.source === 'embedded') {
			return 'Unpack the distribution anew.';
		}
		return row.in_cache ? 'Remove the model, then pull it again.' : 'Put the files there anew.';
	}

	function place(model, row) {
		if (row.in_cache) {
			return 'found in the hub\u2019s cache: ';
		}
		return model.source === 'embedded' ? 'shipped: ' : 'in a folder of yours: ';
	}

	/* ---- elements ---- */

	/** A path, which may be broken after each of its folders. */
	function sayPath(element, words, path) {
		if (element.textContent !== words + path) {
			element.textContent = words;
			for (const piece of path.split(/(?<=[/\\])/)) {
				element.append(piece);
				make('wbr', '', element);
			}
		}
	}

	function newGroup(model) {
		const body = make('tbody', '', null, { role: 'rowgroup', 'data-model': model.id });
		const head = make('tr', 'mm-model', body, { role: 'row' });
		const name = make('th', '', head, { role: 'rowheader', scope: 'rowgroup', colspan: '4', tabindex: '-1' });
		const group = { body: body, name: name, rows: new Map() };
		group.title = make('span', 'mm-title', name);
		name.append(' ');
		group.id = make('code', '', name);
		const about = make('div', 'mm-about', name);
		group.licence = make('span', '', about);
		group.source = make('span', '', about);
		group.begun = make('span', '', about);
		group.reason = make('div', 'mm-about', name);
		group.actions = make('td', 'mm-actions', head, { role: 'cell' });
		button(group.actions, 'remove', 'Remove', 'Remove ' + model.id, () => askToRemove(group));
		const note = make('tr', 'mm-note', body, { role: 'row' });
		group.note = make('td', '', note, { role: 'cell', colspan: '5' });
		group.error = make('p', 'ui-state-error ui-corner-all mm-box', group.note, { role: 'alert' });
		note.hidden = true;
		const table = document.getElementById('mm-models');
		table.appendChild(body);
		const space = make('tbody', 'mm-space', table, { 'aria-hidden': 'true' });
		make('td', '', make('tr', '', space), { colspan: '5' });
		group.space = space;
		initStaticWidgets(body);
		return group;
	}

	function newRow(group, model, precision) {
		const line = make('tr', 'mm-row', group.body, { role: 'row', 'data-precision': precision });
		const row = { line: line };
		row.name = make('th', '', line, { role: 'rowheader', scope: 'row', tabindex: '-1' });
		make('span', 'mm-precision', row.name).textContent = precision;
		row.chosen = make('span', 'mm-chosen', row.name);
		const state = make('td', 'mm-state', line, { role: 'cell' });
		row.badge = make('span', 'mm-badge', state);
		row.bar = make('div', 'mm-bar', state, { 'aria-label': model.id + ', ' + precision });
		row.figures = make('span', 'mm-figures', state);
		row.good = make('span', 'mm-detail', state);
		row.bad = make('span', 'mm-detail mm-bad', state);
		row.size = make('td', 'mm-size', line, { role: 'cell', 'data-name': 'Size' });
		row.where = make('td', 'mm-where', line, { role: 'cell', 'data-name': 'Where' });
		row.actions = make('td', 'mm-actions', line, { role: 'cell' });
		const of = ' ' + model.id + ', ' + precision;
		row.pull = button(row.actions, 'pull', 'Pull', 'Pull' + of, () => act(group, 'pull', precision));
		button(row.actions, 'verify', 'Verify', 'Verify' + of, () => act(group, 'verify', precision));
		button(row.actions, 'cancel', 'Cancel', 'Cancel' + of, () => act(group, 'cancel', precision));
		$(row.bar).progressbar({ value: false });
		initStaticWidgets(line);
		return row;
	}

	/* ---- what is shown ---- */

	function running(row) {
		if (row.pull && !row.pull.over) {
			return row.pull;
		}
		return row.check && !row.check.over ? row.check : null;
	}

	function renderProgress(row, progress) {
		row.bar.hidden = row.figures.hidden = progress === null;
		if (progress === null) {
			return;
		}
		const total = progress.bytes_total;
		const percent = total > 0 ? Math.min(100, Math.floor(progress.bytes_done * 100 / total)) : null;
		const words = [];
		if (percent === null) {
			$(row.bar).progressbar('option', 'value', false);
		} else {
			$(row.bar).progressbar('option', 'value', percent);
			words.push(percent + ' %', bytes(progress.bytes_done) + ' of ' + bytes(total));
		}
		if (progress.bytes_per_second > 0) {
			words.push(bytes(progress.bytes_per_second) + '/s');
			if (progress.seconds_left !== null) {
				words.push(time(progress.seconds_left) + ' left');
			}
		}
		row.bar.setAttribute('aria-valuetext', words.join(', '));
		say(row.figures, words.join(' \u00b7 ') + (progress.message ? ' \u2014 ' + progress.message : ''));
	}

	function renderRow(group, model, hub, data) {
		let row = group.rows.get(data.precision);
		if (!row) {
			row = newRow(group, model, data.precision);
			group.rows.set(data.precision, row);
		}
		const progress = running(data);
		const state = progress ? 'running' : data.state;
		const doing = progress ? DOING[progress.state] + (progress.file ? ' ' + progress.file : '') : STATES[data.state];
		row.badge.className = 'mm-badge mm-' + state;
		say(row.badge, doing);
		renderProgress(row, progress);
		const words = progress ? { good: [], bad: [] } : remarks(model, data);
		say(row.good, words.good.join('. '));
		say(row.bad, words.bad.join('. '));
		row.good.hidden = words.good.length === 0;
		row.bad.hidden = words.bad.length === 0;
		say(row.chosen, model.engine ? 'chosen' : 'usual');
		row.chosen.hidden = !data.wanted || model.precisions.length === 1;
		say(row.size, size(data));
		if (data.folder === null || data.state === 'absent') {
			say(row.where, '');
		} else {
			sayPath(row.where, place(model, data), data.folder);
		}
		row.pull.disabled = hub.offline_by !== null;
		row.pull.title = hub.offline_by === null ? '' : hub.offline_by + ' forbids to fetch';
		say(row.pull, data.state === 'partial' ? 'Continue' : 'Pull');
		const actions = [];
		if (progress) {
			actions.push('cancel');
		} else {
			if (model.source === 'hub' && (data.state === 'absent' || data.state === 'partial')) {
				actions.push('pull');
			}
			if (data.folder !== null && data.state !== 'absent') {
				actions.push('verify');
			}
		}
		show(row.actions, actions, row.name);
		if (row.wasRunning && !progress) {
			const end = data.pull && data.pull.state === 'failed' && data.state !== 'whole' ? 'failed' : STATES[data.state];
			tell(model.id + ', ' + data.precision + ': ' + end + '. '
				+ words.good.concat(words.bad).join('. '));
		}
		row.wasRunning = progress !== null;
		return progress !== null;
	}

	function renderSource(group, model) {
		const words = { hub: 'from the hub', embedded: 'shipped with Mynah', folder: 'from a folder of yours, ' + model.origin };
		if (model.address === null) {
			say(group.source, words[model.source]);
		} else if (group.source.textContent !== 'from ' + model.origin) {
			group.source.textContent = 'from ';
			const link = make('a', '', group.source, { rel: 'noopener noreferrer', target: '_blank' });
			link.textContent = model.origin;
			if (/^https?:\/\//.test(model.address)) {
				link.href = model.address;
			}
		}
	}

	function renderModel(model, hub) {
		let group = groups.get(model.id);
		if (!group) {
			group = newGroup(model);
			groups.set(model.id, group);
		}
		group.model = model;
		say(group.title, model.title);
		say(group.id, model.id);
		say(group.licence, 'Licence: ' + model.licence);
		renderSource(group, model);
		say(group.begun, bytes(model.begun_bytes) + ' of files that were begun are kept');
		group.reason.hidden = model.precisions.length === 1;
		say(group.reason, 'Precision: ' + model.reason);
		let busy = false;
		const named = new Set();
		for (const row of model.precisions) {
			busy = renderRow(group, model, hub, row) || busy;
			named.add(row.precision);
		}
		for (const [precision, row] of group.rows) {
			if (!named.has(precision)) {
				row.line.remove();
				group.rows.delete(precision);
			}
		}
		group.begun.hidden = busy || model.begun_bytes === 0;
		show(group.actions, model.removable && !busy && !group.removing ? ['remove'] : [], group.name);
		return busy;
	}

	function renderHub(hub) {
		const token = hub.token_problem !== null
			? 'none that can be used: ' + hub.token_problem
			: hub.token_from === null ? 'none; only models that are open to all can be fetched' : 'there is one, from ' + hub.token_from;
		const facts = {
			address: hub.address + (hub.offline_by === null ? '' : ', which ' + hub.offline_by + ' forbids to ask'),
			token: token,
			cache: hub.cache,
			room: bytes(hub.room_bytes)
		};
		for (const [name, text] of Object.entries(facts)) {
			say(document.querySelector('#mm-hub [data-fact=' + name + ']'), text);
		}
	}

	function render(state) {
		let busy = 0;
		const ids = new Set();
		for (const model of state.models) {
			busy += renderModel(model, state.hub) ? 1 : 0;
			ids.add(model.id);
		}
		for (const [id, group] of groups) {
			if (!ids.has(id)) {
				group.body.remove();
				group.space.remove();
				groups.delete(id);
			}
		}
		renderHub(state.hub);
		const here = state.models.filter((model) => model.precisions.some((row) => row.state === 'whole')).length;
		const damaged = state.models.filter((model) => model.precisions.some((row) => row.state === 'damaged')).length;
		say(document.getElementById('mm-summary'), state.models.length + ' models, ' + here + ' of them here'
			+ (damaged ? ', ' + damaged + ' damaged' : '') + (busy ? ', ' + busy + ' being worked on' : '')
			+ '. Nothing is fetched unless you say so.');
		return busy > 0;
	}

	/* ---- the server ---- */

	const poll = watch(state, render);

	function problem(group, text) {
		say(group.error, text);
		group.note.parentNode.hidden = text === '';
	}

	async function act(group, action, precision) {
		problem(group, '');
		try {
			return await post(group.model.id, action, precision === null ? {} : { precision: precision });
		} catch (e) {
			problem(group, e.message);
			return null;
		} finally {
			poll();
		}
	}

	async function remove(group) {
		group.removing = true;
		// The button goes meanwhile, and with it the focus.
		show(group.actions, [], group.name);
		const removed = await act(group, 'remove', null);
		group.removing = false;
		if (removed) {
			tell(group.model.id + ': removed, ' + bytes(removed.freed_bytes) + ' freed');
		}
		poll();
	}

	function askToRemove(group) {
		const model = group.model;
		const here = model.precisions.filter((row) => row.in_cache && row.state !== 'absent').map((row) => row.precision);
		confirm(
			'Remove ' + model.id + '?',
			'All of ' + model.title + ' that is in the hub\u2019s cache goes'
				+ (here.length ? ' (' + here.join(', ') + ')' : '') + ', and what was begun. Other programs that use this cache'
				+ ' would have to fetch it again. Speech that uses it now ends first.',
			'Keep it', 'Remove it', () => remove(group));
	}
})(jQuery);
