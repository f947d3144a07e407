import TestSupport
import Testing

/// What cells are said to need is what they take at most, within reason.
@Suite struct MemoryTests {
  /// Large weights behind few layers; the same behind frozen layers, whose output is kept; much data.
  static let lessons: [(name: String, lesson: Lesson)] = {
    var large = Lesson(epochs: "1", train: 600)
    large.layers = ["Conv2D(16, 3, strides=2)", "Flatten()", "Dense(1024, activation=relu)"]
    var frozen = Lesson.frozen
    frozen.train = 3000
    frozen.layers = [
      "Conv2D(32, 3, padding=same)", "Conv2D(32, 3, padding=same)", "MaxPooling2D(2)",
      "Conv2D(64, 3, padding=same)", "Flatten()",
    ]
    frozen.model = "trainable: 'layers[5:]'"
    frozen.epochs = "1"
    var much = Lesson(epochs: "1", train: 800)
    much.data = "color_mode: rgb\nimage_size: [96, 96]\nbatch_size: 128"
    much.fit = "validation_data: test"
    return [("large", large), ("frozen", frozen), ("much", much)]
  }()

  @Test(arguments: lessons.indices) func estimatesAreUpperBounds(_ index: Int) throws {
    let (name, lesson) = Self.lessons[index]
    let program = try lesson.program()
    let ended = try program.run("run", "lesson.md", "--jobs", "1", "--threads", "2")
    #expect(ended.status == 0, "\(ended.errors)")
    let told = try program.run(
      "run", "lesson.md", "--jobs", "1", "--threads", "2", "--memory", "1", "--cache", "other")
    let estimates = told.errors.matches(of: /may need (\d+\.\d) MB in all, more than the 1 B/)
    let estimate = try #require(estimates.compactMap { Double($0.output.1) }.max())
    let peak = Double(ended.peakByteCount) / 1_000_000
    #expect(peak > 30, "\(peak)")
    #expect(peak < estimate, "\(name): \(peak) MB were taken, \(estimate) estimated")
    #expect(estimate < 2.5 * peak, "\(name): \(peak) MB were taken, \(estimate) estimated")
  }
}
