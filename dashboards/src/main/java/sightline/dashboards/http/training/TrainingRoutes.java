package sightline.dashboards.http.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import sightline.dashboards.http.request.Answers;
import sightline.dashboards.http.request.Problem;
import sightline.dashboards.http.request.RequestGuard;
import sightline.dashboards.http.request.RequestParameters;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.training.JobRequests;
import sightline.dashboards.training.RecipeFolder;
import sightline.dashboards.training.TrainingBook;
import sightline.dashboards.training.TrainingInput.Sample;
import sightline.events.Picture;

/**
 * Training jobs over HTTP: what they tell, and wishes for more of them, which go to the job service
 * over the log.
 *
 * <p>Threading: the server's event loop; the log and files are waited for on its worker threads.
 */
public final class TrainingRoutes {

  private static final String JOBS = "/api/training/jobs";
  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;
  private static final int BUSY = 503;

  /** As many wishes and answers may wait; the next one is refused. */
  private static final int MAX_WAITING = 64;

  private final Vertx vertx;
  private final RequestGuard guard;
  private final Parts parts;
  private final DashboardsMetrics metrics;
  private int waiting;

  /**
   * What the routes show and ask.
   *
   * @param book what is known of jobs
   * @param requests takes wishes
   * @param recipes that are offered
   */
  public record Parts(TrainingBook book, JobRequests requests, RecipeFolder recipes) {}

  public TrainingRoutes(Vertx vertx, RequestGuard guard, Parts parts, DashboardsMetrics metrics) {
    this.vertx = vertx;
    this.guard = guard;
    this.parts = parts;
    this.metrics = metrics;
  }

  public void mount(Router router) {
    router.get("/api/training/recipes").handler(this::recipes);
    router.get(JOBS).handler(this::jobs);
    router.post(JOBS).handler(guard::originOfChange).handler(this::submit);
    router.get(JOBS + "/:job").handler(this::job);
    router.get(JOBS + "/:job/samples/:sample").handler(this::sample);
    router.post(JOBS + "/:job/stop").handler(guard::originOfChange).handler(this::stop);
  }

  private void recipes(RoutingContext ctx) {
    RequestParameters.of(ctx);
    aside(ctx, 200, () -> TrainingJson.recipes(parts.recipes().recipes()));
  }

  private void jobs(RoutingContext ctx) {
    RequestParameters.of(ctx);
    aside(ctx, 200, () -> TrainingJson.jobs(parts.book().jobs()));
  }

  private void job(RoutingContext ctx) {
    RequestParameters.of(ctx);
    long number = number(ctx, "job");
    aside(
        ctx,
        200,
        () -> TrainingJson.job(parts.book().job(number).orElseThrow(() -> unknown(number))));
  }

  private void sample(RoutingContext ctx) {
    RequestParameters.of(ctx, "revision");
    Sample sample =
        parts
            .book()
            .sample(number(ctx, "job"), (int) number(ctx, "sample"))
            .orElseThrow(() -> new Problem(404, "there is no such sample any more"));
    ctx.response()
        .putHeader("content-type", Picture.CONTENT_TYPE)
        .putHeader("cache-control", "private, max-age=3600")
        .end(Buffer.buffer(sample.picture().jpeg()));
  }

  private void submit(RoutingContext ctx) {
    WishBody.read(
        ctx,
        parts.book().limits().maxRecipeBytes(),
        body -> {
          ObjectNode wish = WishBody.submission(body, parts.book().limits().maxRecipeBytes());
          ask(ctx, wish, offset -> offset + 1);
        },
        this::refuse);
  }

  private void stop(RoutingContext ctx) {
    long number = number(ctx, "job");
    boolean ended = parts.book().hasEnded(number).orElseThrow(() -> unknown(number));
    if (ended) {
      throw new Problem(CONFLICT, "Job %d has ended already.".formatted(number));
    }
    WishBody.read(
        ctx,
        parts.book().limits().maxRecipeBytes(),
        body -> ask(ctx, WishBody.stop(number, body), offset -> number),
        this::refuse);
  }

  /** Writes a wish to the log and answers with the number of its job. */
  private void ask(RoutingContext ctx, ObjectNode wish, java.util.function.LongUnaryOperator job) {
    aside(
        ctx,
        ACCEPTED,
        () -> {
          try {
            long offset = parts.requests().send(wish.toString().getBytes(UTF_8));
            metrics.trainingRequest("taken");
            return JsonNodeFactory.instance.objectNode().put("job", job.applyAsLong(offset));
          } catch (JobRequests.Lost e) {
            metrics.trainingRequest("lost");
            throw new Problem(
                BUSY,
                "It is not known to have been taken, so look again before you repeat it: %s."
                    .formatted(e.getMessage()));
          }
        });
  }

  private void refuse(RoutingContext ctx, Throwable why) {
    metrics.trainingRequest("refused");
    ctx.fail(why);
  }

  private void aside(RoutingContext ctx, int status, Callable<? extends JsonNode> work) {
    if (waiting >= MAX_WAITING) {
      throw new Problem(BUSY, MAX_WAITING + " answers are being written, the limit; ask again");
    }
    waiting++;
    vertx
        .executeBlocking(() -> work.call().toString(), false)
        .onComplete(ignored -> waiting--)
        .onSuccess(text -> Answers.json(ctx, status, text))
        .onFailure(ctx::fail);
  }

  private static long number(RoutingContext ctx, String name) {
    String text = ctx.pathParam(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Problem(404, "there is nothing at " + ctx.normalizedPath());
    }
  }

  private static Problem unknown(long job) {
    return new Problem(404, "Job %d is not known here.".formatted(job));
  }
}
