/// Who watches data being read, and may stop it.
public struct ReadingWatch: Sendable {
  /// How far reading is.
  public struct News: Sendable, Equatable {
    /// What is being done: "reading pictures".
    public var stage: String

    /// Files that are done.
    public var completed: Int

    /// Files of the stage.
    public var total: Int

    /// Whether the stage is over and worth a line; its last news.
    public var endsStage = false
  }

  /// Takes the news; several threads have some.
  public let report: @Sendable (News) -> Void

  /// Takes what a person may want to know beside the data.
  public let remark: @Sendable (String) -> Void

  /// Says whether reading should stop.
  public let isCancelled: @Sendable () -> Bool

  /// Nobody watches.
  public static let nobody = ReadingWatch()

  /// A watch.
  ///
  /// - Parameters:
  ///   - report: Takes the news; several threads have some.
  ///   - remark: Takes what a person may want to know beside the data.
  ///   - isCancelled: Says whether reading should stop.
  public init(
    report: @escaping @Sendable (News) -> Void = { _ in },
    remark: @escaping @Sendable (String) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.report = report
    self.remark = remark
    self.isCancelled = isCancelled
  }
}
