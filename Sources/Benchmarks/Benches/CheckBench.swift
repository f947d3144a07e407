import Foundation

/// `konspekt check` on a long notebook.
enum CheckBench: Bench {
  static let name = "check-2000"

  static let summary = "konspekt check of a notebook of 2,000 lines, as a process; median of nine."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    try ScratchFolder.withOne { folder in
      let text = notebook(lineCount: 2000)
      try text.write(to: folder.appending(path: "long.md"), atomically: true, encoding: .utf8)
      let times = try (0..<9).map { _ in
        try Programs.konspekt(["check", "long.md"], in: folder).seconds
      }
      report(Measurement(seconds: times.median ?? .nan, unit: "run"))
    }
  }

  /// Lessons one after another: prose, tables, quotes and all kinds of cells.
  static func notebook(lineCount: Int) -> String {
    var lines = ["---", "title: A long notebook", "lang: en", "---", ""]
    var part = 0
    while lines.count < lineCount {
      lines += Self.part(part)
      part += 1
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func part(_ number: Int) -> [String] {
    """
    ## Experiment \(number)

    A paragraph with *emphasis*, `code` and a [link](https://example.org) that goes on over
    several lines, as paragraphs of lessons do, and says what the experiment is about.

    | layer | what it does |
    | :---- | -----------: |
    | Conv2D | finds patterns |
    | MaxPooling2D | keeps the strongest |

    ```dataset data-\(number)
    source: shapes
    map: [Rescaling(1/255)]
    ```

    ```model net-\(number)
    layers:
      - Conv2D(\(8 + number % 8), (3, 3), padding=same, activation=relu)
      - MaxPooling2D(2)
      - x = Conv2D(16, 3, padding=same)
      - y = BatchNormalization()(x)
      - Add()([x, y])
      - Flatten()
      - Dense(5, activation=softmax)
    ```

    ```compile
    optimizer: Adam(learning_rate=1e-3)
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit training-\(number)
    epochs: \(3 + number % 5)
    validation_data: test
    callbacks: ['EarlyStopping(monitor=val_loss, patience=5)']
    ```

    ```evaluate exam-\(number)
    data: test
    ```

    The accuracy is {{ exam-\(number).metrics.accuracy | percent(1) }}.

    - an item
    - another[^\(number)]

    [^\(number)]: A footnote.

    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
