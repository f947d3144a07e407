/// Measurements for people: a row for each, a column for everything that any of them knows.
package struct MeasurementTable {
  private var rows: [(bench: String, measurement: Measurement)] = []

  /// A table without rows.
  package init() {}

  /// Adds a measurement.
  package mutating func append(_ measurement: Measurement, of bench: String) {
    rows.append((bench, measurement))
  }

  /// The rows as texts.
  package var table: TextTable {
    let labels = Self.names(rows.map { $0.measurement.labels.map(\.name) })
    let details = Self.names(rows.map { $0.measurement.details.map(\.name) })
    var table = TextTable(
      ["bench"] + labels + ["time"] + details.map { $0.replacing("_", with: " ") },
      textColumns: 1 + labels.count)
    for (bench, measurement) in rows {
      let time = "\(NumberText.seconds(measurement.seconds)) \(NumberText.one(measurement.unit))"
      let words = labels.map { name in measurement.labels.first { $0.name == name }?.value ?? "" }
      let numbers = details.map { name in
        measurement.details.first { $0.name == name }.map { NumberText.fixed($0.value, 2) } ?? ""
      }
      table.rows.append([bench] + words + [time] + numbers)
    }
    return table
  }

  /// All names, in the order in which they come.
  private static func names(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for name in lists.joined() where !names.contains(name) { names.append(name) }
    return names
  }
}
