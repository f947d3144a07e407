import Tensors

extension Shape {
  /// The shape `[H, W, C]` of one picture, where an array of this shape holds pictures: gray ones
  /// `[N, H, W]`, or with their channels `[N, H, W, 1]` and `[N, H, W, 3]`.
  var ofPicture: Shape? {
    let hasChannels = rank == 4 && [1, 3].contains(self[3])
    guard rank == 3 || hasChannels, self[1] > 0, self[2] > 0 else { return nil }
    return [self[1], self[2], hasChannels ? self[3] : 1]
  }
}
