import Foundation

/// Notebooks of many small cells, for timing what Konspekt does beside computing.
enum ManyCells {
  /// The prose and the cells of one experiment.
  private static let cellsOfAPart = 5

  /// A notebook of so many cells, or up to four fewer: one dataset, and experiments on it.
  ///
  /// - Parameters:
  ///   - count: The cells.
  ///   - edited: The experiment that learns at another rate than it did; nil for none.
  /// - Returns: The notebook.
  static func notebook(cellCount count: Int, edited: Int? = nil) -> String {
    let beginning = """
      ---
      title: Many cells
      ---

      ```dataset data
      source: shapes
      splits: {train: 'train[:40]', test: 'test[:20]'}
      map: [Rescaling(1/255)]
      ```


      """
    let parts = (0..<((count - 1) / cellsOfAPart)).map { part($0, isEdited: $0 == edited) }
    return beginning + parts.joined(separator: "\n")
  }

  private static func part(_ number: Int, isEdited: Bool) -> String {
    """
    ## Experiment \(number)

    A paragraph with *emphasis* that says what the experiment is about.

    ```model net-\(number)
    layers: [AveragePooling2D(8), Flatten(), 'Dense(5, activation=softmax)']
    ```

    ```compile settings-\(number)
    optimizer: SGD(learning_rate=\(Double(number + 1) / (isEdited ? 999 : 1000)))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit training-\(number)
    epochs: 2
    validation_data: test
    ```

    ```evaluate exam-\(number)
    data: test
    ```

    ```predict guesses-\(number)
    data: test[:4]
    ```

    It names {{ exam-\(number).metrics.accuracy | percent(1) }}.

    """
  }

  /// Times a command on a notebook that ran before.
  ///
  /// - Parameters:
  ///   - cellCount: The cells of the notebook.
  ///   - command: The command: `run`, `check`, `plan`.
  ///   - prepare: Changes the notebook before every run; takes the number of the run.
  /// - Returns: The median of nine, with the most memory of any of them.
  /// - Throws: `BenchError` where the program fails.
  static func time(
    cellCount: Int, _ command: String, before prepare: (URL, Int) throws -> Void = { _, _ in }
  ) throws -> Measurement {
    try ScratchFolder.withOne { folder in
      let file = folder.appending(path: "many.md")
      try notebook(cellCount: cellCount).write(to: file, atomically: true, encoding: .utf8)
      try Programs.konspekt(["run", "many.md", "--quiet"], in: folder)
      let runs = try (0..<9).map { number in
        try prepare(file, number)
        return try Programs.konspekt([command, "many.md", "--quiet"], in: folder)
      }
      return Measurement(
        seconds: runs.map(\.seconds).median ?? .nan, unit: "run",
        labels: [(name: "command", value: command)],
        details: [(name: "peak_mb", value: Double(runs.map(\.peakByteCount).max() ?? 0) / 1e6)])
    }
  }
}
