/// The search of the index page, which works without a server and without which the page works, too.
enum SearchScript {
  static let path = "search.js"

  static let text = #"""
    // Finds lessons by the beginnings of their words.
    (() => {
      'use strict';
      const words = text =>
        text.normalize('NFC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(word => word);
      const lessons = konspektLessons.map(lesson => ({
        ...lesson,
        inTitle: words(lesson.title),
        inDescription: words(lesson.description),
        inHeadings: lesson.headings.map(([text, id]) => ({text, id, words: words(text)})),
        inText: words(lesson.words),
      }));
      const begins = (list, word) => list.some(other => other.startsWith(word));

      // A lesson must have every word; where it has it says how well it fits.
      const weight = (lesson, query) => {
        let sum = 0;
        for (const word of query) {
          const one = (begins(lesson.inTitle, word) ? 8 : 0) +
            (lesson.inHeadings.some(heading => begins(heading.words, word)) ? 4 : 0) +
            (begins(lesson.inDescription, word) ? 2 : 0) + (begins(lesson.inText, word) ? 1 : 0);
          if (one === 0) return 0;
          sum += one;
        }
        return sum;
      };

      const link = (address, text) => {
        const element = document.createElement('a');
        element.href = address;
        element.textContent = text;
        return element;
      };
      const item = (lesson, query) => {
        const element = document.createElement('li');
        element.lang = lesson.lang;
        element.append(link(lesson.address, lesson.title));
        if (lesson.description) {
          const text = document.createElement('p');
          text.textContent = lesson.description;
          element.append(text);
        }
        const places = lesson.inHeadings
          .filter(heading => query.some(word => begins(heading.words, word))).slice(0, 4);
        if (places.length > 0) {
          const list = document.createElement('p');
          list.className = 'places';
          list.append(...places.map(place => link(`${lesson.address}#${place.id}`, place.text)));
          element.append(list);
        }
        return element;
      };

      const [search, input, count, found, all] =
        ['search', 'query', 'count', 'found', 'lessons'].map(id => document.getElementById(id));
      const update = () => {
        const query = words(input.value);
        const hits = query.length === 0 ? [] : lessons
          .map((lesson, index) => ({lesson, index, weight: weight(lesson, query)}))
          .filter(hit => hit.weight > 0)
          .sort((first, second) => second.weight - first.weight || first.index - second.index);
        found.replaceChildren(...hits.map(hit => item(hit.lesson, query)));
        all.hidden = query.length > 0;
        const {found: some, none} = count.dataset;
        count.textContent =
          query.length === 0 ? '' : hits.length === 0 ? none : some.replace('#', hits.length);
      };
      input.addEventListener('input', update);
      search.hidden = false;
      update();
    })();

    """#
}
