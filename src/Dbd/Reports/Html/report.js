'use strict';
document.documentElement.classList.add('js');

// Labels of the maps: one is seen alone, in all maps at once.
const labels = [...document.querySelectorAll('.legend button')];
for (const button of labels) {
  button.addEventListener('click', () => {
    const chosen = button.getAttribute('aria-pressed') !== 'true';
    for (const other of labels) other.setAttribute('aria-pressed', String(chosen && other === button));
    for (const map of document.querySelectorAll('.map')) {
      map.classList.toggle('chosen', chosen);
      for (const part of map.querySelectorAll('[data-label]'))
        part.classList.toggle('on', part.dataset.label === button.dataset.label);
    }
  });
}

// The sample under the pointer. Its place stands in the path already.
const nameOf = new Map(labels.map(button => [button.dataset.label, button.textContent]));
for (const map of document.querySelectorAll('.map')) {
  let samples = null;
  const tip = document.createElement('span');
  tip.className = 'tip';
  tip.hidden = true;
  map.parentElement.append(tip);
  const read = () => [...map.querySelectorAll('path[data-index]')].flatMap(path => {
    const places = path.getAttribute('d').match(/M[^Mmh]+/g) || [];
    const indices = path.dataset.index.split(' ');
    const suspected = path.classList.contains('crosses');
    return places.map((place, i) => {
      const [x, y] = place.slice(1).split(' ').map(Number);
      return { x, y, label: path.dataset.label, index: indices[i], suspected };
    });
  });
  map.addEventListener('pointermove', event => {
    samples ??= read();
    const box = map.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * 400;
    const y = (event.clientY - box.top) / box.height * 400;
    let best = null, least = 64;
    for (const sample of samples) {
      const distance = (sample.x - x) ** 2 + (sample.y - y) ** 2;
      if (distance < least) [best, least] = [sample, distance];
    }
    tip.hidden = best === null;
    if (best === null) return;
    tip.textContent = `sample ${best.index}: ${nameOf.get(best.label) ?? best.label}${best.suspected ? ', suspected' : ''}`;
    tip.style.left = `${best.x / 4}%`;
    tip.style.top = `${best.y / 400 * box.height}px`;
  });
  map.addEventListener('pointerleave', () => { tip.hidden = true; });
}

// What a wall shows.
for (const form of document.querySelectorAll('.choices')) {
  const pictures = [...document.getElementById(form.dataset.wall).children];
  const choose = () => {
    const { label, believed, suspected } = form.elements;
    for (const picture of pictures) {
      picture.hidden = (label.value !== '' && picture.dataset.label !== label.value)
        || (believed.value !== '' && picture.dataset.believed !== believed.value)
        || (suspected.checked && !picture.classList.contains('suspected'));
    }
    form.querySelector('output').textContent = `${pictures.filter(p => !p.hidden).length} of ${pictures.length} pictures`;
  };
  form.addEventListener('input', choose);
  form.addEventListener('submit', event => event.preventDefault());
  choose();
}

// Paper shows everything.
addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details')) part.open = true; });
