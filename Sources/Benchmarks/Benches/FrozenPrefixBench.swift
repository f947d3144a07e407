import Foundation

/// Trainings of a model whose first layers are frozen, with and without keeping what these make.
enum FrozenPrefixBench: Bench {
  static let name = "frozen-prefix"

  static let summary =
    "konspekt run of three fits of ten epochs on one frozen base, on made-up pictures, as a process "
    + "with an empty cache: with what the base makes kept, and computed in every step."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    var seconds: [String: [Double]] = [:]
    try ScratchFolder.withOne { folder in
      try notebook.write(
        to: folder.appending(path: "frozen.md"), atomically: true, encoding: .utf8)
      var results: Set<Data> = []
      // By turns, so that both have the same machine.
      for round in 0..<3 {
        for word in ["on", "off"] {
          let outputs = "outputs-\(round)-\(word)"
          let ended = try Programs.konspekt(
            [
              "run", "frozen.md", "--quiet", "--threads", "\(settings.threadCount)",
              "--cache", "cache-\(round)-\(word)", "--out", outputs,
            ], in: folder, environment: ["KONSPEKT_FROZEN_FEATURES": word])
          seconds[word, default: []].append(ended.seconds)
          results.insert(try Data(contentsOf: folder.appending(path: "\(outputs)/frozen.json")))
        }
      }
      guard results.count == 1 else {
        throw BenchError("the results differ with what frozen layers make and without")
      }
    }
    for (word, label) in [("on", "kept"), ("off", "every step")] {
      report(
        Measurement(
          seconds: seconds[word]?.median ?? .nan, unit: "run",
          labels: [(name: "frozen layers", value: label)]))
    }
  }

  /// The pictures are as large as the made-up ones are.
  private static let notebook = """
    ---
    title: A frozen base
    ---

    ```dataset data
    source: shapes
    map: [Rescaling(1/255)]
    ```

    ```model net
    layers:
      - Conv2D(32, 3, padding=same, activation=relu)
      - Conv2D(32, 3, padding=same)
      - BatchNormalization()
      - ReLU()
      - MaxPooling2D()
      - Conv2D(64, 3, padding=same)
      - BatchNormalization()
      - ReLU()
      - GlobalAveragePooling2D()
      - Dropout(0.2)
      - Dense(5, activation=softmax)
    trainable: 'layers[9:]'
    ```

    \([1, 2, 3].map(part).joined(separator: "\n"))
    """

  private static func part(_ number: Int) -> String {
    """
    ```model net-\(number)
    from: net
    ```

    ```compile
    optimizer: Adam(0.00\(number))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: 10
    validation_data: test
    ```

    ```evaluate
    data: test
    ```

    """
  }
}
