package sightline.dashboards.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.LedgerRow;

/**
 * The newest minutes of the ledger, by camera and slot; of rows of the same minute the last one
 * counts. Whether they balance is reckoned here, whatever their writer says.
 *
 * <p>Threading: any thread; one lock.
 */
public final class LedgerBook {

  private static final int HOUR_MINUTES = 60;

  private final LedgerLimits limits;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final Map<Account, NavigableMap<Instant, LedgerRow>> accounts = new TreeMap<>();
  private final Map<String, Instant> newest = new HashMap<>();

  public LedgerBook(LedgerLimits limits, Clock clock, DashboardsMetrics metrics) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
  }

  public synchronized void accept(LedgerRow row) {
    var account = new Account(row.camera(), row.slot());
    if (row.minute().isBefore(oldest())) {
      return;
    }
    if (!accounts.containsKey(account) && accounts.size() >= limits.maxAccounts()) {
      metrics.ledgerRowRefused();
      return;
    }
    NavigableMap<Instant, LedgerRow> rows =
        accounts.computeIfAbsent(account, ignored -> new TreeMap<>());
    rows.put(row.minute(), row);
    if (rows.size() > limits.windowMinutes() + 1) { // also when a clock ran ahead
      rows.pollFirstEntry();
    }
    newest.put(row.camera(), clock.instant());
  }

  /** The rows of {@code query} and their sums. */
  public synchronized LedgerView view(LedgerQuery query) {
    Instant to = thisMinute().plus(1, ChronoUnit.MINUTES);
    Instant from = to.minus(query.minutes(), ChronoUnit.MINUTES);
    var rows = new ArrayList<LedgerRow>();
    var totals = new ArrayList<LedgerRow>();
    accounts.forEach(
        (account, minutes) -> {
          Collection<LedgerRow> wanted = minutes.subMap(from, true, to, false).values();
          if (query.covers(account) && !wanted.isEmpty()) {
            rows.addAll(wanted);
            totals.add(LedgerSums.total(account, from, wanted));
          }
        });
    return new LedgerView(from, to, rows, totals);
  }

  /** How every camera and slot did in the last hour. */
  public synchronized List<AccountView> lastHour() {
    Instant now = thisMinute();
    var views = new ArrayList<AccountView>();
    accounts.forEach((account, rows) -> views.add(lastHour(account, rows, now)));
    return views;
  }

  /** How the ledger stands; forgets what is older than the window. */
  public synchronized LedgerState state() {
    accounts.values().forEach(rows -> rows.headMap(oldest(), false).clear());
    accounts.values().removeIf(Map::isEmpty);
    newest.keySet().retainAll(accounts.keySet().stream().map(Account::camera).toList());
    var imbalances = unlike(row -> row.balances() ? 0 : LedgerSums.unexplained(row));
    var losses = unlike(LedgerSums::lost);
    var state =
        new LedgerState(
            accounts.values().stream().mapToInt(Map::size).sum(),
            unbalancedRows(),
            losses.stream().mapToLong(Imbalance::frames).sum(),
            imbalances,
            losses,
            newest);
    metrics.ledger(state.rows(), state.unbalancedRows(), state.lostFrames());
    return state;
  }

  private int unbalancedRows() {
    return (int)
        accounts.values().stream()
            .flatMap(rows -> rows.values().stream())
            .filter(row -> !row.balances())
            .count();
  }

  /** The accounts in which {@code count} finds frames. */
  private List<Imbalance> unlike(ToLongFunction<LedgerRow> count) {
    var found = new ArrayList<Imbalance>();
    accounts.forEach(
        (account, rows) -> {
          var with = rows.values().stream().filter(row -> count.applyAsLong(row) != 0).toList();
          if (!with.isEmpty()) {
            long frames = with.stream().mapToLong(count).sum();
            found.add(
                new Imbalance(account.camera(), account.slot(), frames, with.get(0).minute()));
          }
        });
    return found;
  }

  private static AccountView lastHour(
      Account account, NavigableMap<Instant, LedgerRow> rows, Instant now) {
    Instant from = now.minus(HOUR_MINUTES - 1, ChronoUnit.MINUTES);
    var minutes = new ArrayList<LedgerRow>(HOUR_MINUTES);
    for (int i = 0; i < HOUR_MINUTES; i++) {
      Instant minute = from.plus(i, ChronoUnit.MINUTES);
      LedgerRow row = rows.get(minute);
      minutes.add(row == null ? LedgerSums.total(account, minute, List.of()) : row);
    }
    return new AccountView(
        minutes.get(HOUR_MINUTES - 2), LedgerSums.total(account, from, minutes), minutes);
  }

  private Instant thisMinute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  private Instant oldest() {
    return thisMinute().minus(limits.window()).plus(Duration.ofMinutes(1));
  }
}
