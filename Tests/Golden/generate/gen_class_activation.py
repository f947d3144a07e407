"""Makes the numbers of ClassActivationGolden.swift with Keras 3 on TensorFlow.

Weights and pictures follow rules that are exact in Float32; the gradient is taken by a variable that is
added to the output of the layer.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L


def weights(shape, number):
    index = np.arange(int(np.prod(shape)))
    return (((index * 37 + number * 11) % 19 - 9) / 16).astype("f").reshape(shape)


def pictures(count, shape):
    index = np.arange(count * int(np.prod(shape)))
    return (((index * 29) % 23) / 16).astype("f").reshape((count,) + shape)


def fill(model):
    number = 0
    for layer in model.layers:
        values = []
        for variable in layer.weights:
            value = weights(variable.shape, number)
            values.append(np.abs(value) + 0.5 if "variance" in variable.path else value)
            number += 1
        layer.set_weights(values)


def chain():
    picture = L.Input((6, 6, 2))
    x = L.Conv2D(3, 3, padding="same", activation="relu", name="a")(picture)
    x = L.MaxPooling2D(2, name="p")(x)
    x = L.Conv2D(4, 2, padding="same", name="c")(x)
    x = L.ReLU(name="r")(L.BatchNormalization(name="bn")(x))
    x = L.Dropout(0.5)(L.GlobalAveragePooling2D()(x))
    return keras.Model(picture, L.Dense(3, activation="softmax", name="o")(x))


def skip():
    picture = L.Input((6, 6, 2))
    s = L.Conv2D(3, 3, padding="same", name="s")(picture)
    t = L.Conv2D(3, 3, padding="same", activation="tanh", name="t")(s)
    u = L.Conv2D(3, 1, name="u")(t)
    x = L.Flatten()(L.Add(name="sum")([s, t, u]))
    return keras.Model(picture, L.Dense(1, activation="sigmoid", name="o")(x))


def activation_maps(model, name, x, target):
    layer, head = model.get_layer(name), model.layers[-1]
    both = keras.Model(model.inputs, [layer.output, head.input, head.output])
    kernel, bias = [tf.constant(weight) for weight in head.get_weights()]
    delta = tf.Variable(tf.zeros([len(x)] + list(layer.output.shape[1:])))
    call = layer.call
    layer.call = lambda *inputs, **options: call(*inputs, **options) + delta
    with tf.GradientTape() as tape:
        output, features, answer = both(x, training=False)
        score = features @ kernel + bias
        if answer.shape[1] > 1:
            predicted = answer.numpy().argmax(1)
        else:
            predicted = (answer.numpy()[:, 0] > 0.5).astype(int)
        targets = predicted if target is None else [target] * len(x)
        if answer.shape[1] > 1:
            total = sum(score[i, targets[i]] for i in range(len(x)))
        else:
            total = sum((1 if targets[i] else -1) * score[i, 0] for i in range(len(x)))
    gradient = tape.gradient(total, delta)
    layer.call = call
    alpha = tf.reduce_mean(gradient, axis=(1, 2))
    return predicted, tf.nn.relu(tf.einsum("nhwc,nc->nhw", output, alpha)).numpy()


x = pictures(2, (6, 6, 2))
models = {"chain": chain(), "skip": skip()}
for model in models.values():
    fill(model)
print("/// Maps that Keras 3 finds; `Tests/Golden/generate/gen_class_activation.py` made them.")
print("enum ClassActivationGolden {")
print("  /// A model of the test, the layer, the class to look for, what the pictures are taken for, the maps.")
print("  typealias Case = (")
print("    model: String, layer: String, target: Int?, predicted: [Int], maps: [[Double]]")
print("  )")
print()
print("  static let cases: [Case] = [")
for model, layer, target in [
    ("chain", "r", None), ("chain", "a", 2), ("chain", "p", None),
    ("skip", "t", None), ("skip", "s", 0), ("skip", "s", 1),
]:
    predicted, maps = activation_maps(models[model], layer, x, target)
    rows = ", ".join("[" + ", ".join(f"{float(v):.7g}" for v in m.ravel()) + "]" for m in maps)
    shown = "nil" if target is None else target
    print(f'    ("{model}", "{layer}", {shown}, {list(map(int, predicted))}, [{rows}]),')
print("  ]")
print("}")
