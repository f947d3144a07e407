import Testing

/// The case that waits for published weights, wherever `konspekt models fetch` has put them.
@Suite struct PublishedTests {
  @Test(.enabled(if: PublishedCheck.weights != nil, "the published weights are not installed"))
  func photographsAreRecognized() throws {
    let golden = try GoldenCase(
      "models/efficientnet_lite0_imagenet/expected.safetensors", in: .current)
    let comparison = try PublishedCheck.compare(golden)
    for failure in comparison.failures { Issue.record("\(failure)") }
  }
}
