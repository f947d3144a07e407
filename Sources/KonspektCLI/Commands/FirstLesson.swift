/// The lessons that `konspekt new` writes: short, complete, and running in seconds on any machine.
enum FirstLesson {
  /// What the prose says, per language; the experiment is the same.
  private struct Prose {
    var title: String
    var question: String
    var network: String
    var training: String
    var result: String
    var next: String
  }

  /// The lessons by language.
  static let texts: [String: String] = [
    "en": text(
      "en",
      Prose(
        title: "My first lesson",
        question: "Can a small convolutional network tell simple figures apart?",
        network: "The network looks for edges and corners, then decides.",
        training: "It sees every training picture a few times.",
        result: "Of the test pictures it names {{ test.metrics.accuracy | percent(1) }} rightly.",
        next: "Change `epochs` and run again: only what changed is computed.")),
    "bn": text(
      "bn",
      Prose(
        title: "আমার প্রথম পাঠ",
        question: "একটি ছোট কনভোলিউশনাল নেটওয়ার্ক কি সরল আকৃতিগুলো চিনতে পারে?",
        network: "নেটওয়ার্কটি প্রথমে প্রান্ত ও কোণ খোঁজে, তারপর সিদ্ধান্ত নেয়।",
        training: "প্রশিক্ষণের প্রতিটি ছবি সে কয়েকবার দেখে।",
        result: "পরীক্ষার ছবিগুলোর {{ test.metrics.accuracy | percent(1) }} সে ঠিক চিনেছে।",
        next: "`epochs` বদলে আবার চালান: শুধু যা বদলেছে, তা-ই গণনা হবে।")),
    "ru": text(
      "ru",
      Prose(
        title: "Мой первый урок",
        question: "Может ли небольшая свёрточная сеть различать простые фигуры?",
        network: "Сеть сначала ищет края и углы, затем принимает решение.",
        training: "Каждую обучающую картинку она видит несколько раз.",
        result: "Из тестовых картинок она верно называет {{ test.metrics.accuracy | percent(1) }}.",
        next: "Измените `epochs` и запустите снова: вычислено будет только то, что изменилось.")),
    "uk": text(
      "uk",
      Prose(
        title: "Мій перший урок",
        question: "Чи може невелика згорткова мережа розрізняти прості фігури?",
        network: "Мережа спершу шукає краї та кути, а потім ухвалює рішення.",
        training: "Кожне навчальне зображення вона бачить кілька разів.",
        result:
          "Із тестових зображень вона правильно називає {{ test.metrics.accuracy | percent(1) }}.",
        next: "Змініть `epochs` і запустіть знову: обчислено буде лише те, що змінилося.")),
  ]

  private static func text(_ language: String, _ prose: Prose) -> String {
    """
    ---
    title: \(prose.title)
    lang: \(language)
    params: {epochs: 5}
    ---

    \(prose.question)

    ```dataset figures
    source: shapes
    map: [Rescaling(1/255)]
    ```

    \(prose.network)

    ```model network
    layers:
      - Conv2D(8, 3, padding=same, activation=relu)
      - MaxPooling2D(2)
      - Conv2D(16, 3, padding=same, activation=relu)
      - MaxPooling2D(2)
      - Flatten()
      - Dense(32, activation=relu)
      - Dense(5, activation=softmax)
    ```

    \(prose.training)

    ```compile
    optimizer: Adam()
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: ${params.epochs}
    batch_size: 32
    validation_data: test
    ```

    ```evaluate test
    data: test
    ```

    \(prose.result)

    ```predict
    data: test[:9]
    ```

    \(prose.next)

    """
  }
}
