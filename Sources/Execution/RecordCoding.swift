import Foundation

/// How records become bytes: JSON with sorted keys, so that equal records have equal bytes.
public enum RecordCoding {
  /// Returns the bytes of a record.
  public static func encode(_ record: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Training can leave values that are not finite; they must survive a round trip.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return Array(try encoder.encode(record))
  }

  /// Returns the record that some bytes hold.
  public static func decode<Record: Decodable>(_ type: Record.Type, _ bytes: [UInt8]) throws
    -> Record
  {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: Data(bytes))
  }
}
