import TestSupport

/// A small lesson that trains in a moment, with what a test wants to be otherwise.
struct Lesson {
  var title = "Small"
  var prose = "Some words."
  var epochs = "2"
  var learningRate = "0.001"
  var train = 160
  var data = ""
  var layers = ["Conv2D(4, 3, activation=relu)", "MaxPooling2D(4)", "Flatten()"]
  var model = ""
  var fit = "batch_size: 32\nvalidation_data: test"
  var training = "training"
  var evaluate = ""

  /// A lesson whose first layers are frozen, and do enough for their output to be kept.
  static var frozen: Lesson {
    var lesson = Lesson()
    lesson.layers = [
      "Conv2D(16, 3, strides=2, activation=relu)", "Conv2D(24, 3, strides=2)",
      "GlobalAveragePooling2D()",
    ]
    lesson.model = "trainable: 'layers[2:]'"
    return lesson
  }

  /// The notebook.
  var text: String {
    """
    ---
    title: \(title)
    params: {epochs: \(epochs)}
    ---

    \(prose)

    ```dataset figures
    source: shapes
    splits: {train: 'train[:\(train)]', test: 'test[:40]'}
    map: [Rescaling(1/255)]
    \(data)
    ```

    ```model net
    layers:
    \(layers.map { "  - \($0)" }.joined(separator: "\n"))
      - Dense(5, activation=softmax)\(model.isEmpty ? "" : "\n\(model)")
    ```

    ```compile
    optimizer: Adam(learning_rate=\(learningRate))
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit \(training)
    epochs: ${params.epochs}
    \(fit)
    ```

    ```evaluate exam
    data: test
    \(evaluate)
    ```

    ```predict guesses
    data: test[:4]
    ```

    It names {{ exam.metrics.accuracy | percent(1) }}.

    """
  }

  /// The cells alone, under names of their own: a second experiment for the end of another lesson.
  var withoutFrontMatter: String {
    let text = text.split(separator: "---\n", omittingEmptySubsequences: false).dropFirst(2)
      .joined(separator: "---\n")
    return [" figures", " net", " training", " exam", " guesses"].reduce(text) { text, name in
      text.replacing("\(name)\n", with: "\(name)-too\n")
    }
  }

  /// The lesson as `lesson.md` in a folder of its own.
  func program() throws -> KonspektProgram { try KonspektProgram(["lesson.md": text]) }
}

extension String {
  /// The text with everything that differs between runs or machines made equal: times, digests, the
  /// name of the arithmetic, and numbers that come out of it.
  var steady: String {
    replacing(/[0-9a-f]{64}/, with: "DIGEST")
      .replacing(/\b[0-9a-f]{12}\b/, with: "DIGEST")
      .replacing(/openblas-\w+-\d+/, with: "ENGINE")
      .replacing(/portable-\d+/, with: "ENGINE")
      .replacing(/\d+\.\d{4}\b/, with: "0.####")
      .replacing(/\d+(\.\d+)? s\b/, with: "# s")
      .replacing(/"seconds": [0-9.e-]+/, with: "\"seconds\": #")
  }

  /// The lines that say which cells run: `running fit`, `resuming fit`.
  var ran: [String] {
    split(separator: "\n").filter { $0.hasPrefix("running ") || $0.hasPrefix("resuming ") }
      .map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
  }
}

extension KonspektProgram {
  /// Runs `lesson.md`, expects it to end well, and returns what ran.
  func runLesson(_ arguments: String...) throws -> [String] {
    let ended = try start(["run", "lesson.md"] + arguments).wait()
    struct Failure: Error { var errors: String }
    guard ended.status == 0 else { throw Failure(errors: ended.errors) }
    return ended.errors.ran
  }

  /// The results and the page of `lesson.md`.
  func reports(_ folder: String = "outputs") throws -> [[UInt8]] {
    try ["lesson.json", "lesson.html"].map { try bytes("\(folder)/\($0)") }
  }
}
