/*
 * What Mynah's pages have in common. What a server says is put in as text, never as markup, and what is shown is changed in
 * place, so that whoever uses the keyboard stays where they are.
 */
window.mynah = (function ($) {
	'use strict';

	const SOON = 700;
	const LATER = 5000;
	const HEADERS = { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' };

	/* ---- elements ---- */

	function make(tag, className, parent, attributes) {
		const element = document.createElement(tag);
		if (className) {
			element.className = className;
		}
		for (const [name, value] of Object.entries(attributes || {})) {
			element.setAttribute(name, value);
		}
		if (parent) {
			parent.appendChild(element);
		}
		return element;
	}

	/** Only if it is another one: what is read aloud or marked is left alone. */
	function say(element, text) {
		if (element.textContent !== text) {
			element.textContent = text;
		}
	}

	/** Shows and hides a cell's buttons; who was on one that goes is put on the nearest that is there, of two on the next. */
	function show(cell, visible, fallback) {
		const buttons = Array.from(cell.querySelectorAll('button'));
		const left = buttons.indexOf(document.activeElement);
		for (const button of buttons) {
			button.hidden = !visible.includes(button.dataset.action);
		}
		if (left >= 0 && buttons[left].hidden) {
			const distance = (button) => {
				const steps = buttons.indexOf(button) - left;
				return steps > 0 ? steps - 0.5 : -steps;
			};
			const there = buttons.filter((button) => !button.hidden && !button.disabled);
			(there.sort((one, other) => distance(one) - distance(other))[0] || fallback).focus();
		}
	}

	function button(cell, action, label, name, run) {
		const element = make('button', '', cell, { type: 'button', 'data-action': action, 'aria-label': name });
		element.textContent = label;
		element.addEventListener('click', run);
		element.hidden = true;
		return element;
	}

	/** Asks before something is done; who says no is back where they were. */
	function confirm(title, text, no, yes, run) {
		const asked = document.activeElement;
		const dialog = $('<div>').text(text);
		let sure = false;
		dialog.dialog({
			modal: true,
			resizable: false,
			minHeight: 0,
			width: Math.min(440, window.innerWidth - 24),
			title: title,
			buttons: [
				{ text: no, autofocus: 'autofocus', click: () => dialog.dialog('close') },
				{ text: yes, class: 'mm-yes', click: () => { sure = true; dialog.dialog('close'); } }
			],
			close: () => {
				dialog.dialog('destroy').remove();
				asked.focus();
				if (sure) {
					run();
				}
			}
		});
	}

	/** Tells those who listen. */
	function tell(text) {
		say(document.getElementById('mm-told'), text);
	}

	/* ---- the server ---- */

	/** Without the name and password that may stand in the page's own address: no script may ask with those. */
	async function request(path, options) {
		let response;
		try {
			response = await fetch(location.origin + path, options);
		} catch (e) {
			throw new Error('The server does not answer');
		}
		const json = (response.headers.get('Content-Type') || '').startsWith('application/json');
		const body = json ? await response.json() : {};
		if (!response.ok) {
			throw new Error(typeof body.detail === 'string' ? body.detail : 'The server answered ' + response.status);
		}
		return body;
	}

	/** What REST tells. */
	function read(path) {
		return request(path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
	}

	/** What this page is to show. */
	function state() {
		return request(pluginRoot + '/state.json', { headers: HEADERS, cache: 'no-store' });
	}

	/** Has something done with what has an id. */
	function post(id, action, fields) {
		return request(pluginRoot + '/' + encodeURIComponent(id) + '/' + action, {
			method: 'POST',
			headers: HEADERS,
			body: new URLSearchParams(fields || {})
		});
	}

	function trouble(text) {
		const box = document.getElementById('mm-trouble');
		say(box, text);
		box.hidden = text === '';
		document.querySelectorAll('.mm-live').forEach((element) => {
			element.hidden = text !== '';
		});
	}

	/**
	 * Asks again and again, soon where something goes on.
	 *
	 * @param ask gives what is to be shown
	 * @param render shows it, and tells whether something goes on
	 * @return asks at once, or right after the answer that is on its way
	 */
	function watch(ask, render) {
		let timer = 0;
		let asking = false;
		let again = false;

		async function poll() {
			if (asking) {
				again = true;
				return;
			}
			clearTimeout(timer);
			asking = true;
			again = false;
			let busy = false;
			let answer = null;
			try {
				answer = await ask();
			} catch (e) {
				trouble(e.message + '. This page asks again every few seconds.');
			}
			try {
				if (answer) {
					trouble('');
					busy = render(answer);
				}
			} finally {
				asking = false;
				// Nobody looks: nobody is asked for.
				if (again || !document.hidden) {
					timer = setTimeout(poll, again ? 0 : busy ? SOON : LATER);
				}
			}
		}

		$(function () {
			if (!document.querySelector('meta[name=viewport]')) {
				make('meta', '', document.head, { name: 'viewport', content: 'width=device-width, initial-scale=1' });
			}
			document.addEventListener('visibilitychange', () => {
				if (!document.hidden) {
					poll();
				}
			});
			poll();
		});
		return poll;
	}

	return { make, say, show, button, confirm, tell, read, state, post, watch };
})(jQuery);
