import Diagnostics
import Schemas
import Testing
import Tuning

@Suite("Hyperparameters in the bodies of cells")
struct TemplateTests {
  private func template(_ values: [String]) -> HyperparameterTemplate {
    var diagnostics: [Diagnostic] = []
    let template = HyperparameterTemplate(body(("layers", values)), &diagnostics)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return template
  }

  private func space(_ template: HyperparameterTemplate) throws -> SearchSpace {
    var diagnostics: [Diagnostic] = []
    var builder = SpaceBuilder()
    builder.add(template, &diagnostics)
    let space = builder.space(&diagnostics)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return try #require(space)
  }

  private func texts(_ entries: [RawEntry]) -> [String] {
    guard case .list(let items)? = entries.first?.value.node else { return [] }
    return items.map(\.notation)
  }

  @Test("Defaults stand where nothing is chosen")
  func defaults() {
    let template = template([
      "x = Conv2D(hp.Int('filters', 8, 64, step=8), (3, 3), name='a \\'b\\'')(y)",
      "hp.Choice('pool', [MaxPooling2D(2), None])", "Dense(10, use_bias=hp.Boolean('bias'))",
      "Flatten()", "hp.Choice('last', [None, Dropout(0.5)])",
    ])
    #expect(
      texts(template.entries()) == [
        "x = Conv2D(8, [3, 3], name='a \\'b\\'')(y)", "MaxPooling2D(2)",
        "Dense(10, use_bias=False)", "Flatten()",
      ])
  }

  @Test("Values of a configuration stand in their place, at the place of what was written")
  func values() throws {
    let template = template([
      "Dense(hp.Int('units', 1, 9))",
      "hp.Choice('extra', [None, Dropout(hp.Float('rate', 0.1, 0.5))])",
    ])
    let space = try space(template)
    #expect(space.hyperparameters.map(\.name) == ["units", "extra", "rate"])
    #expect(
      space.hyperparameters[2].conditions
        == [Condition("extra", in: [.text("Dropout(rate)")])])
    let chosen = Configuration([
      .init("units", .integer(7)),
      .init("extra", .text("Dropout(rate)")),
      .init("rate", .real(0.25)),
    ])
    #expect(texts(template.entries(with: chosen)) == ["Dense(7)", "Dropout(0.25)"])
    let replaced = template.replacements(with: chosen)
    #expect(replaced.map(\.text) == ["7", "Dropout(0.25)"])
    #expect(replaced.map(\.span.text).first == "hp.Int('units', 1, 9)")
  }

  @Test("One name in two branches counts in both")
  func branches() throws {
    let space = try space(
      template([
        "hp.Choice('optimizer', [Adam(hp.Float('lr', 0.1, 1)), SGD(hp.Float('lr', 0.1, 1)), Lion()])"
      ]))
    #expect(space.hyperparameters.count == 2)
    #expect(space.hyperparameters[1].conditions.first?.values.count == 2)
  }
}
