import Notebooks
import Datasets
import Diagnostics
import Engine
import Execution
import Schemas
import Tensors
import Workspaces

extension Dataset {
  func check(_ context: inout CheckContext) -> CheckedCell? {
    var wishes = PictureWishes(
      colorMode: colorMode, imageSize: imageSize?.value, onError: onError?.value)
    let source = SourceCall(source.source.taking(&wishes), at: source.span)
    if wishes.onError != nil {
      context.error(
        "on-error", "on_error is about the picture files of a folder, which \(source.name) has not",
        at: onError?.span)
      return nil
    }
    // What the source did not take upon itself is done to its pictures.
    var cell = self
    cell.colorMode = wishes.colorMode
    cell.imageSize = wishes.imageSize == nil ? nil : imageSize
    cell.source = source
    // Only where it is there: so notebooks without it keep the keys that they had before there was any.
    if let preprocess { context.useDetail("preprocess", preprocess.value.canonical) }
    return cell.checkData(
      identity: "\(canonicalWithoutNames.text) \(preprocess?.value.name ?? "")", &context)
  }

  private func checkData(identity: String, _ context: inout CheckContext) -> CheckedCell? {
    let surroundings = SourceSurroundings(
      places: context.shared.places, folder: Paths.folder(of: context.cell.span.file.path),
      workspace: context.workspace, seed: context.seed, threadCount: context.shared.threadCount,
      pictures: context.shared.pictures)
    let files: [SourceFileUse]
    let outline: SourceOutline
    do {
      files = try source.source.files(surroundings)
      outline = try source.source.outline(surroundings)
    } catch {
      context.error("data-missing", "\(source.name): \(error)", at: source.span)
      return nil
    }
    for remark in outline.remarks {
      context.diagnostics.append(
        Diagnostic(
          "data-remark", "\(source.name): \(remark)", at: source.span, severity: .warning))
    }
    if source.source.usesSeed { context.useSeed() }
    for file in files { context.useFile(file.path, as: file.label) }

    guard let chosen = chosenClasses(outline, &context),
      let names = displayedNames(outline, chosen, &context),
      let splits = checkedSplits(outline, chosen, &context),
      let layers = checkedLayers(
        on: Preparation(colorMode: colorMode).shape(of: outline.shape), &context)
    else { return nil }
    var preparation = Preparation()
    preparation.classes = chosen.indices
    preparation.splits = splits.recipes
    preparation.colorMode = colorMode
    preparation.map = layers.pixels
    preparation.layers = layers.map
    let bytes = byteCounts(of: outline, files, context)
    let recipe = DatasetRecipe(
      source: source.source, surroundings: surroundings, preparation: preparation,
      classNames: names,
      identity: "\(identity) \(context.seed) \(files.map(\.path))",
      byteCount: bytes.kept, readingByteCount: bytes.reading)
    let result = DatasetOutline(
      recipe: recipe, splits: splits.outlines, shape: layers.shape, augment: layers.augment,
      classNames: names,
      batchSize: batchSize ?? source.source.batchSize,
      shuffle: shuffle ?? source.source.shuffle, sourceName: source.name,
      plots: show)
    show.check(in: &context)
    for call in show {
      switch call.plot {
      case let samples as Samples: samples.addStep(&context, outline: result, cell: nil)
      case let augmentations as Augmentations:
        augmentations.addStep(&context, outline: result, cell: nil, at: call.span)
      default: break
      }
    }
    return CheckedCell(
      outline: result, body: DatasetBody(recipe: recipe), result: resultShape(result))
  }

  /// The meaning of the cell's data, without names for display.
  private var canonicalWithoutNames: Canonical {
    .record("dataset", Self.schema.parts(self).filter { $0.name != "class_names" })
  }

  /// About how many bytes the data takes once it is read, and how many more on the way there.
  ///
  /// Pictures are bytes; files of other numbers are about as large as what they hold. A file is unpacked
  /// in pieces that grow together, and what is in it is taken out of that.
  private func byteCounts(
    of outline: SourceOutline, _ files: [SourceFileUse], _ context: CheckContext
  ) -> (kept: Int, reading: Int) {
    let decoding = context.shared.threadCount * Self.bytesOfDecoding
    // They lie in a file of the cache, and are read from there.
    if source.source.readsPictureFiles, context.shared.pictures != nil { return (0, decoding) }
    let shape = Preparation(colorMode: colorMode).shape(of: outline.shape)
    let numbers = outline.splits.reduce(0) { $0 + $1.count } * shape.count
    // Pictures in another size are no bytes any more.
    if source.source.readsPictureFiles { return (numbers * MemoryLayout<Float>.stride, decoding) }
    let kept = max(
      numbers, files.reduce(0) { $0 + (context.workspace.status(of: $1.path)?.byteCount ?? 0) })
    return (kept, files.isEmpty ? kept : 2 * kept)
  }

  /// Memory for reading a picture of a camera: its file, its pixels, the same in another size.
  private static let bytesOfDecoding = 64 << 20

  private struct ChosenClasses {
    /// The labels of the source; nil for all.
    var indices: [Int]?
  }

  private func chosenClasses(
    _ outline: SourceOutline, _ context: inout CheckContext
  ) -> ChosenClasses? {
    guard let classes else { return ChosenClasses(indices: nil) }
    var indices: [Int] = []
    for name in classes {
      guard let index = outline.classNames.firstIndex(of: name.value) else {
        context.error(
          "class-unknown",
          "the source has no class '\(name.value)'; it has \(outline.classNames.joined(separator: ", "))",
          at: name.span, suggestion: NearMiss.of(name.value, among: outline.classNames))
        return nil
      }
      guard !indices.contains(index) else {
        context.error("class-duplicate", "the class '\(name.value)' is listed twice", at: name.span)
        return nil
      }
      indices.append(index)
    }
    guard !indices.isEmpty else {
      context.error("class-none", "classes lists no class", at: context.span(of: "classes"))
      return nil
    }
    return ChosenClasses(indices: indices)
  }

  private func displayedNames(
    _ outline: SourceOutline, _ chosen: ChosenClasses, _ context: inout CheckContext
  ) -> [String]? {
    let own = chosen.indices?.map { outline.classNames[$0] } ?? outline.classNames
    guard let classNames else { return own }
    // Files may hold labels beyond those that occur; more names than classes are fine there.
    guard classNames.value.count == own.count else {
      context.error(
        "class-names-count",
        "class_names has \(classNames.value.count) names for \(own.count) classes",
        at: classNames.span)
      return nil
    }
    return classNames.value
  }

  private struct CheckedSplits {
    var recipes: [Preparation.SplitRecipe]?
    var outlines: [DatasetOutline.Split]
  }

  private func checkedSplits(
    _ outline: SourceOutline, _ chosen: ChosenClasses, _ context: inout CheckContext
  ) -> CheckedSplits? {
    // Only the labels can tell how many examples of the chosen classes there are, and only reading
    // which pictures are damaged.
    let isCounted = chosen.indices == nil && !outline.mayShrink
    guard let splits else {
      let names = Preparation.sorted(outline.splits.map(\.name))
      return CheckedSplits(
        recipes: nil,
        outlines: names.map { name in
          DatasetOutline.Split(
            name: name,
            count: isCounted ? outline.splits.first { $0.name == name }?.count : nil)
        })
    }
    var recipes: [Preparation.SplitRecipe] = []
    var counts: [String: Int] = [:]
    for entry in splits.value.entries {
      guard let own = outline.splits.first(where: { $0.name == entry.value.name }) else {
        let names = outline.splits.map(\.name)
        context.error(
          "split-unknown",
          "the source has no split '\(entry.value.name)'; it has \(names.joined(separator: ", "))",
          at: entry.span, suggestion: NearMiss.of(entry.value.name, among: names))
        return nil
      }
      do {
        if isCounted { counts[entry.key] = try entry.value.range(in: own.count).count }
      } catch {
        context.error("split-range", "\(error)", at: entry.span)
        return nil
      }
      recipes.append(Preparation.SplitRecipe(name: entry.key, expression: entry.value))
    }
    guard !recipes.isEmpty else {
      context.error("split-none", "splits makes no split", at: splits.span)
      return nil
    }
    return CheckedSplits(
      recipes: recipes,
      outlines: Preparation.sorted(recipes.map(\.name)).map {
        DatasetOutline.Split(name: $0, count: counts[$0])
      })
  }

  private func resultShape(_ outline: DatasetOutline) -> ResultShape {
    .members([
      (name: "splits", shape: .members(outline.splits.map { (name: $0.name, shape: .value) })),
      (name: "class_names", shape: .list(.value, count: outline.classNames.count)),
      (name: "shape", shape: .list(.value, count: 3)),
    ])
  }
}
