/* The page on voices: it asks REST, as any program does. */
(function ($) {
	'use strict';

	const { make, say, show, button, tell, read, watch } = window.mynah;

	const COMPLAINTS = {
		little_speech: 'little speech', several_speakers: 'several speakers', noise: 'noise', clipping: 'clipped',
		quiet: 'quiet', silence: 'long pauses', low_sample_rate: 'low sample rate'
	};
	const rows = new Map();
	const audio = new Audio();
	let playing = null;

	/* ---- words ---- */

	function seconds(n) {
		return n.toFixed(1) + ' s';
	}

	function figures(voice, found) {
		const words = [];
		if (voice.duration !== null) {
			words.push(seconds(voice.duration));
		}
		if (found && found.examination === 'done') {
			words.push(seconds(found.speech_seconds) + ' of speech');
			if (found.signal_to_noise_db !== null) {
				words.push(Math.round(found.signal_to_noise_db) + ' dB above the noise');
			}
			if (found.loudness_lufs !== null) {
				words.push(Math.round(found.loudness_lufs) + ' LUFS');
			}
			words.push((found.sample_rate / 1000) + ' kHz');
		}
		return words.join(' \u00b7 ');
	}

	/** Which badge, and what it says. */
	function verdict(voice, found) {
		if (!voice.valid) {
			return ['damaged', 'cannot be used'];
		}
		if (voice.kind === 'blend') {
			return ['absent', 'a mixture'];
		}
		if (!found || !found.examination) {
			return ['absent', 'no doctor is there'];
		}
		if (found.examination === 'pending') {
			return ['running', 'being examined'];
		}
		if (found.examination === 'failed') {
			return ['partial', 'cannot be examined'];
		}
		return found.complaints.length === 0 ? ['whole', 'good'] : ['partial', COMPLAINTS[found.complaints[0]]];
	}

	function advice(voice, found) {
		if (!voice.valid) {
			return voice.error;
		}
		if (voice.kind === 'blend') {
			return voice.voice;
		}
		if (!found || found.examination !== 'done') {
			return '';
		}
		const others = found.complaints.slice(1).map((complaint) => COMPLAINTS[complaint]);
		return found.advice + (others.length ? ' Also: ' + others.join(', ') + '.' : '');
	}

	/* ---- sound ---- */

	function renderButtons(row) {
		for (const one of [row.play, row.speak]) {
			const on = playing === one;
			say(one, on ? 'Silence' : one === row.play ? 'Play' : 'Speak');
			one.setAttribute('aria-pressed', String(on));
		}
	}

	function silence() {
		audio.pause();
		playing = null;
		rows.forEach(renderButtons);
	}

	async function sound(row, pressed, path) {
		const again = playing === pressed;
		silence();
		row.note.hidden = true;
		if (again) {
			return;
		}
		playing = pressed;
		renderButtons(row);
		try {
			audio.src = location.origin + '/v1/voices/' + encodeURIComponent(row.id) + path;
			await audio.play();
			tell(row.id + ' is heard');
		} catch (e) {
			if (playing === pressed) {
				silence();
				say(row.error, 'It cannot be heard: ' + (await why(path, row)));
				row.note.hidden = false;
			}
		}
	}

	/** What the server says to that; the browser only knows that it is no sound. */
	async function why(path, row) {
		try {
			await read('/v1/voices/' + encodeURIComponent(row.id) + path);
			return 'the browser does not play this kind of file';
		} catch (e) {
			return e.message;
		}
	}

	/* ---- what is shown ---- */

	function newRow(voice) {
		const body = make('tbody', '', null, { role: 'rowgroup', 'data-voice': voice.id });
		const line = make('tr', 'mm-row', body, { role: 'row' });
		const row = { id: voice.id, body: body };
		row.name = make('th', '', line, { role: 'rowheader', scope: 'row', tabindex: '-1' });
		make('span', 'mm-precision', row.name).textContent = voice.id;
		row.tags = make('div', 'mm-about', row.name);
		const state = make('td', 'mm-state', line, { role: 'cell' });
		row.badge = make('span', 'mm-badge', state);
		row.advice = make('span', 'mm-detail', state);
		row.figures = make('td', 'mm-where', line, { role: 'cell', 'data-name': 'Figures' });
		row.actions = make('td', 'mm-actions', line, { role: 'cell' });
		row.play = button(row.actions, 'play', 'Play', 'Play the clip ' + voice.id,
			() => sound(row, row.play, '/file'));
		row.speak = button(row.actions, 'speak', 'Speak', 'Speak in the voice ' + voice.id,
			() => sound(row, row.speak, '/preview'));
		const note = make('tr', 'mm-note', body, { role: 'row' });
		row.error = make('p', 'ui-state-error ui-corner-all mm-box', make('td', '', note, { role: 'cell', colspan: '4' }),
			{ role: 'alert' });
		row.note = note;
		note.hidden = true;
		document.getElementById('mm-voices').appendChild(body);
		initStaticWidgets(body);
		renderButtons(row);
		return row;
	}

	function renderRow(row, voice, found) {
		const [badge, words] = verdict(voice, found);
		row.badge.className = 'mm-badge mm-' + badge;
		say(row.badge, words);
		say(row.advice, advice(voice, found));
		say(row.tags, voice.tags.concat(voice.consent ? ['with consent'] : []).join(', '));
		say(row.figures, figures(voice, found));
		const actions = voice.kind === 'clip' ? ['play'] : [];
		show(row.actions, voice.valid ? actions.concat('speak') : actions, row.name);
	}

	async function ask() {
		const [voices, findings] = await Promise.all([read('/v1/voices'), read('/validate-references')]);
		return { voices: voices.voices.filter((voice) => voice.kind !== 'builtin'), findings: findings };
	}

	function render(answer) {
		const there = new Set();
		const found = answer.findings.results || {};
		for (const voice of answer.voices) {
			there.add(voice.id);
			if (!rows.has(voice.id)) {
				rows.set(voice.id, newRow(voice));
			}
			renderRow(rows.get(voice.id), voice, found[voice.id]);
		}
		for (const [id, row] of rows) {
			if (!there.has(id)) {
				row.body.remove();
				rows.delete(id);
			}
		}
		document.getElementById('mm-voices').hidden = answer.voices.length === 0;
		const clips = answer.voices.filter((voice) => voice.kind === 'clip').length;
		const mixtures = answer.voices.length - clips;
		say(document.getElementById('mm-summary'), clips + (clips === 1 ? ' clip and ' : ' clips and ')
			+ mixtures + (mixtures === 1 ? ' mixture in ' : ' mixtures in ') + answer.findings.directory);
		return Object.values(found).some((clip) => clip.examination === 'pending');
	}

	audio.addEventListener('ended', silence);
	watch(ask, render);
})(jQuery);
