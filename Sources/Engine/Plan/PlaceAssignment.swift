/// Gives buffers their places, so that none that are needed at the same time overlap.
///
/// Greedy by size, as in TensorFlow Lite's planner: the largest buffer first, each into the tightest
/// gap between those that it meets. Equal sizes go by their order, so that the same buffers always
/// get the same places. Source: Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net
/// Inference (2020), algorithm 3.
enum PlaceAssignment {
  /// Places every buffer.
  ///
  /// - Parameters:
  ///   - buffers: The buffers; those that nothing ever needs stay without a place.
  ///   - always: The lifetime of what is never given away.
  /// - Returns: The numbers of all places together.
  static func assign(_ buffers: inout [PlannedBuffer], always: ClosedRange<Int>) -> Int {
    var count = 0
    var movable: [Int] = []
    for index in buffers.indices where buffers[index].count > 0 {
      guard let lifetime = buffers[index].lifetime else { continue }
      guard lifetime == always else {
        movable.append(index)
        continue
      }
      buffers[index].offset = count
      count += buffers[index].paddedCount
    }
    let base = count
    movable.sort { (-buffers[$0].count, $0) < (-buffers[$1].count, $1) }
    // In the order of their places.
    var placed: [Int] = []
    for index in movable {
      let offset = place(for: buffers[index], among: placed.map { buffers[$0] }, from: base)
      buffers[index].offset = offset
      count = max(count, offset + buffers[index].paddedCount)
      placed.insert(index, at: placed.firstIndex { buffers[$0].offset > offset } ?? placed.count)
    }
    return count
  }

  /// The tightest gap that takes a buffer; behind all that it meets where there is none.
  private static func place(
    for buffer: PlannedBuffer, among placed: [PlannedBuffer], from base: Int
  ) -> Int {
    var best: (offset: Int, size: Int)?
    var end = base
    for other in placed where other.meets(buffer) {
      let gap = other.offset - end
      if gap >= buffer.paddedCount, gap < best?.size ?? .max { best = (end, gap) }
      end = max(end, other.offset + other.paddedCount)
    }
    return best?.offset ?? end
  }
}
