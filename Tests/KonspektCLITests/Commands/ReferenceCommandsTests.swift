import TestSupport
import Testing

@Suite struct ReferenceCommandsTests {
  @Test func datasetsSayWhereTheirFilesAreOrAreToBeHad() throws {
    let program = try KonspektProgram()
    for (name, bytes) in MadeUpData.mnist(train: 10, test: 10) {
      try program.write(bytes, to: "data/fashion-mnist/\(name)")
    }
    let ended = try program.run("datasets")
    #expect(ended.status == 0)
    #expect(ended.errors == "")
    #expect(ended.output.contains("fashion_mnist: 70,000 gray pictures of clothes"))
    #expect(ended.output.contains("\n  found in data/fashion-mnist\n"))
    #expect(ended.output.contains("\n  made in the process; needs no files\n"))
    #expect(ended.output.contains("\n  your own files, from the notebook's folder\n"))
  }

  @Test func layersAreListedWithTheirArguments() throws {
    let program = try KonspektProgram()
    let all = try program.run("models")
    #expect(all.status == 0)
    #expect(all.output.contains("\nMaxPooling2D(pool_size=[2, 2], strides=None, padding='valid'"))
    let one = try program.run("models", "Dense", "Flatten")
    #expect(one.status == 0)
    #expect(one.output.hasPrefix("Dense(units, activation='linear', use_bias=True,"))
    #expect(one.output.contains("\n  units: an integer. How many outputs there are.\n"))
    #expect(one.output.contains("\nFlatten(data_format=None, name=None)\n"))
    #expect(!one.output.contains("Conv2D"))
  }

  /// The numbers of Keras Applications' documentation and summaries.
  @Test func networksSayHowLargeTheyAre() throws {
    let program = try KonspektProgram()
    let all = try program.run("models")
    #expect(all.status == 0)
    for (name, whole, base) in [
      ("EfficientNetB0", "5,330,571", "4,049,571"), ("MobileNetV2", "3,538,984", "2,257,984"),
      ("ResNet50", "25,636,712", "23,587,712"), ("VGG16", "138,357,544", "14,714,688"),
    ] {
      let one = try program.run("models", name)
      let line = "\n  \(whole) parameters, \(base) of them without the classifier.\n"
      #expect(one.output.contains(line), "\(one.output)")
      #expect(all.output.contains(line))
    }
    #expect(try !program.run("models", "Conv2D").output.contains("parameters,"))
  }

  @Test func everyKindOfThingHasItsList() throws {
    let program = try KonspektProgram()
    for (option, line) in [
      ("--layers", "Flatten(data_format=None, name=None)"), ("--losses", "Huber("),
      ("--metrics", "AUC("), ("--optimizers", "Nadam("), ("--schedules", "CosineDecay("),
      ("--callbacks", "EarlyStopping("), ("--initializers", "HeNormal("),
      ("--regularizers", "L1L2("),
      ("--constraints", "MaxNorm("), ("--plots", "LearningCurves("),
    ] {
      let ended = try program.run("models", option)
      #expect(ended.status == 0)
      #expect("\n\(ended.output)".contains("\n\(line)"), "\(option)")
    }
    let adam = try program.run("models", "Adam")
    #expect(adam.output.contains("\n  learning_rate: "))
  }
}
