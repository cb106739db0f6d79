package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.suppress.PlainSuppression.Found;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;
import sightline.inference.testmodel.SmallManifest;

class EverySuppressionPropertyTest {

  private static final float[] STRANGE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0, -0f, -1, 1e-30f
  };

  /** What is proposed once: four edges, a score, a class. */
  private record Proposal(
      float left, float top, float right, float bottom, float score, int classId) {}

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void shouldFindWhatThePlainWayFinds(
      @ForAll long seed,
      @ForAll Kind kind,
      @ForAll boolean acrossClasses,
      @ForAll @IntRange(max = 120) int count,
      @ForAll @FloatRange(max = 1) float maxOverlap) {
    ModelManifest manifest = manifest(kind, acrossClasses, maxOverlap);
    List<Proposal> proposals = proposals(new Random(seed), count);

    List<Found> plain = PlainSuppression.find(manifest, candidates(proposals));
    List<Found> found = found(manifest, candidates(proposals));

    assertThat(found).hasSameSizeAs(plain);
    for (int rank = 0; rank < found.size(); rank++) {
      assertThat(found.get(rank).index()).isEqualTo(plain.get(rank).index());
      assertThat(found.get(rank).score()).isCloseTo(plain.get(rank).score(), within(1e-6f));
      assertThat(found.get(rank).left()).isCloseTo(plain.get(rank).left(), within(1e-3f));
      assertThat(found.get(rank).bottom()).isCloseTo(plain.get(rank).bottom(), within(1e-3f));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void shouldFindTheSameInWhateverOrderTheyCome(
      @ForAll long seed, @ForAll Kind kind, @ForAll @IntRange(max = 60) int count) {
    ModelManifest manifest = manifest(kind, false, .4f);
    List<Proposal> proposals = proposals(new Random(seed), count);
    var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));

    List<Found> found = found(manifest, candidates(proposals));
    List<Found> shuffled = found(manifest, candidates(order.stream().map(proposals::get).toList()));

    assertThat(shuffled.stream().map(one -> one.from(order.get(one.index()))).toList())
        .isEqualTo(found);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void shouldGiveLegalBoxesBestFirstWhateverComes(
      @ForAll long seed, @ForAll Kind kind, @ForAll @IntRange(max = 80) int count) {
    ModelManifest manifest = manifest(kind, true, .3f);
    List<Proposal> proposals = strange(new Random(seed), count);

    List<Found> found = found(manifest, candidates(proposals));
    List<Found> again = found(manifest, candidates(proposals));

    assertThat(again).isEqualTo(found);
    assertThat(found.stream().map(Found::score))
        .isSortedAccordingTo(Collections.reverseOrder())
        .allMatch(Float::isFinite);
    assertThat(found)
        .allMatch(one -> one.left() <= one.right() && one.top() <= one.bottom())
        .allMatch(one -> Float.isFinite(one.left() + one.top() + one.right() + one.bottom()));
  }

  private static ModelManifest manifest(Kind kind, boolean acrossClasses, float maxOverlap) {
    var spec = new SuppressionSpec(kind, acrossClasses, .5f, 100, Map.of("class-1", .3f));
    return SmallManifest.of("any")
        .classes(3)
        .minScore(.1f)
        .maxOverlap(maxOverlap)
        .suppression(spec)
        .maxDetections(40)
        .build();
  }

  /** The same one twice in a row: what is left over from the first run must not matter. */
  private static List<Found> found(ModelManifest manifest, Candidates candidates) {
    Suppression suppression = Suppressions.of(manifest);
    suppression.suppress(Crowd.of(50, 3));
    suppression.suppress(candidates);
    return IntStream.range(0, suppression.size())
        .mapToObj(rank -> Found.of(candidates, suppression.kept(rank)))
        .toList();
  }

  private static Candidates candidates(List<Proposal> proposals) {
    var candidates = new Candidates(proposals.size() + 1);
    for (Proposal one : proposals) {
      candidates.box(one.left(), one.top(), one.right(), one.bottom());
      candidates.add(one.score(), one.classId());
    }
    return candidates;
  }

  /** Boxes that overlap a lot, some without area, no two with equal scores. */
  private static List<Proposal> proposals(Random random, int count) {
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < count; i++) {
      float left = 60 * random.nextFloat();
      float top = 60 * random.nextFloat();
      float width = random.nextInt(20) == 0 ? 0 : 10 + 40 * random.nextFloat();
      float height = 10 + 40 * random.nextFloat();
      float score = (i + random.nextFloat() / 2) / count;
      proposals.add(new Proposal(left, top, left + width, top + height, score, random.nextInt(3)));
    }
    Collections.shuffle(proposals, random);
    return proposals;
  }

  private static List<Proposal> strange(Random random, int count) {
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < count; i++) {
      proposals.add(
          new Proposal(
              oftenStrange(random, -20),
              oftenStrange(random, -20),
              oftenStrange(random, 20),
              oftenStrange(random, 20),
              oftenStrange(random, 1),
              random.nextInt(4) - 1));
    }
    return proposals;
  }

  private static float oftenStrange(Random random, float middle) {
    return random.nextInt(20) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : middle + random.nextFloat();
  }
}
