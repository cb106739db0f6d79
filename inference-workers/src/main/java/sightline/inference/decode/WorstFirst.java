package sightline.inference.decode;

/**
 * A heap of indices into a column of scores, the lowest score on top; of equal ones the highest
 * index.
 *
 * <p>Threading: one thread at a time.
 */
final class WorstFirst {

  private int[] heap = {};
  private int size;
  private float[] score = {};

  /** Holds the indices 0 to {@code count - 1} of {@code score}, which it reads from now on. */
  void fill(float[] score, int count) {
    this.score = score;
    size = count;
    if (heap.length < count) {
      heap = new int[count];
    }
    for (int index = 0; index < count; index++) {
      heap[index] = index;
    }
    for (int place = count / 2 - 1; place >= 0; place--) {
      sinkFrom(place);
    }
  }

  /** The index with the lowest score. */
  int peek() {
    return heap[0];
  }

  /** Restores the order after the score of the top has risen. */
  void sink() {
    sinkFrom(0);
  }

  private void sinkFrom(int start) {
    int place = start;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && worse(heap[child + 1], heap[child])) {
        child++;
      }
      if (!worse(heap[child], heap[place])) {
        return;
      }
      int swapped = heap[place];
      heap[place] = heap[child];
      heap[child] = swapped;
      place = child;
    }
  }

  private boolean worse(int one, int other) {
    return score[one] < score[other] || (score[one] == score[other] && one > other);
  }
}
