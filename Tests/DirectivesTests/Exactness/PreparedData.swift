/// What a dataset cell makes of its file, worked out number by number.
struct PreparedData {
  let settings: RandomCell.DatasetSettings
  private let file: RandomFile

  init(_ settings: RandomCell.DatasetSettings, _ file: RandomFile) {
    self.settings = settings
    self.file = file
  }

  /// The classes that are left.
  var classCount: Int { settings.classes?.count ?? 3 }

  /// The examples of a split: their places in the file, and their labels.
  private func examples(of split: Int) -> [(place: Int, label: Int)] {
    var examples: [(place: Int, label: Int)] = []
    for (place, label) in file.labels(split).enumerated() {
      guard let classes = settings.classes else {
        examples.append((place, label))
        continue
      }
      if let new = classes.firstIndex(of: label) { examples.append((place, new)) }
    }
    guard split == 0, let count = settings.trainCount else { return examples }
    let dropped = RandomFile.trainCount - count
    return settings.countsFromTheEnd
      ? examples.dropLast(dropped) : Array(examples.prefix(count))
  }

  private static func index(of split: String) -> Int {
    RandomFile.splits.firstIndex { $0.name == split } ?? 0
  }

  /// The numbers that a model sees of a split, with the labels.
  func tensors(of split: String) -> String {
    let factor = settings.exponents.reduce(Float(1)) { $0 * RandomFile.power($1) }
    return content(of: split) { $0 * factor }
  }

  /// The numbers that are drawn of a split, with the labels.
  func pictures(of split: String) -> String {
    "\(file.exponent == nil ? "bytes" : "numbers") " + content(of: split) { $0 }
  }

  private func content(of split: String, _ change: (Float) -> Float) -> String {
    let index = Self.index(of: split)
    let pixels = file.pixels(index)
    return examples(of: index).map { example in
      "\(example.label): \(pixels[(example.place * 9)..<(example.place * 9 + 9)].map(change))"
    }.joined(separator: "\n")
  }

  /// Which examples of a split a reference means, as far as that can be told before the labels are
  /// read: of chosen classes nobody knows how many examples there are.
  func slice(_ reference: RandomReference, otherwise split: String) -> String {
    guard let ends = reference.slice.wholeMatch(of: /\[(\d+)?:(-?\d+)?\]/)?.output else {
      return "all"
    }
    let first = ends.1.flatMap { Int($0) } ?? 0
    let end = ends.2.flatMap { Int($0) }
    if settings.classes != nil { return "\(first)..<\(end.map(String.init) ?? "")" }
    let count = examples(of: Self.index(of: reference.split ?? split)).count
    let last = end.map { $0 < 0 ? count + $0 : $0 } ?? count
    return first == 0 && last == count ? "all" : "\(first)..<\(last)"
  }
}

extension RandomCell.ModelSettings {
  /// Freezes and thaws layers as `trainable` says.
  func freeze(_ trains: inout [Bool]) {
    let count = trains.count
    switch trainable {
    case "layers[50%:]": trains = (0..<count).map { $0 >= (count + 1) / 2 }
    case "layers[-1:]": trains = (0..<count).map { $0 == count - 1 }
    case "all": trains = trains.map { _ in true }
    default: break
    }
  }
}

extension RandomCell.CompileSettings {
  /// What the metrics come to.
  var metricsMeaning: String { ["", "accuracy", "top 2"][metrics] }

  /// How a model learns, in the words of a directive.
  func parts(_ directive: String) -> [(label: String, value: String)] {
    [
      ("\(directive).optimizer", "\(optimizer)"), ("\(directive).loss", "\(loss)"),
      ("\(directive).metrics", metricsMeaning),
    ]
  }
}
