package minzheng.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.jobs.JobFiles;
import minzheng.jobs.JobKind;
import minzheng.jobs.Jobs;
import minzheng.jobs.StoredFile;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 批量导入: a caseworker hands a table in, a job checks each row without effect, the caseworker
 * submits, a reviewer — another person — confirms the count or sends it back, a job writes.
 */
@Service
public class Imports {
  static final String TYPE = "批量导入";

  private final ImportStore store;
  private final ImportKinds kinds;
  private final SheetCheck check;
  private final CheckJob checking;
  private final WriteJob writing;
  private final Jobs jobs;
  private final JobFiles files;
  private final Audit audit;
  private final TransactionTemplate transaction;

  Imports(
      ImportStore store,
      ImportKinds kinds,
      SheetCheck check,
      CheckJob checking,
      WriteJob writing,
      Jobs jobs,
      JobFiles files,
      Audit audit,
      TransactionTemplate transaction) {
    this.store = store;
    this.kinds = kinds;
    this.check = check;
    this.checking = checking;
    this.writing = writing;
    this.jobs = jobs;
    this.files = files;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * @throws NotFound when there is none in the scope
   */
  @Transactional(readOnly = true)
  public SheetImport get(long id) {
    return store.find(id).orElseThrow(() -> new NotFound(TYPE));
  }

  /**
   * What came of handing a file in.
   *
   * @param before the same file was handed in before: nothing new has begun
   */
  public record HandedIn(SheetImport table, boolean before) {}

  /**
   * Looks at a file, keeps it and begins to check its rows.
   *
   * @param kind code of the {@link ImportKind}
   * @param name as the browser sent it
   * @param file on this node's disk; stays the caller's
   * @throws RuleViolation at “file” when it is no table that may be read
   */
  public HandedIn handIn(String kind, String name, Path file, CurrentUser user) {
    var known = known(kind, file, user);
    if (known != null) return known;
    var table = check.check(kinds.get(kind), name, file);
    StoredFile stored;
    try (var content = Files.newInputStream(file)) {
      stored =
          files.store(user.region(), table.name(), content, SheetCheck.MAX_BYTES, user.actor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return new HandedIn(transaction.execute(status -> begin(kind, table, stored, user)), false);
    } catch (DuplicateKeyException atTheSameMoment) {
      files.remove(stored.id());
      return known(kind, file, user);
    }
  }

  private HandedIn known(String kind, Path file, CurrentUser user) {
    return store
        .known(user.region(), kind, digest(file))
        .map(table -> new HandedIn(table, true))
        .orElse(null);
  }

  private SheetImport begin(
      String kind, SheetCheck.Accepted table, StoredFile stored, CurrentUser user) {
    var made = get(store.insert(kind, table, stored, user));
    start(checking, new CheckJob.Task(made.id()), "核对导入：", made, user);
    audit.write(
        "上传",
        TYPE,
        made.id(),
        made.region(),
        null,
        null,
        Map.of("kind", kind, "name", made.name(), "sha256", made.sha256()));
    return get(made.id());
  }

  /**
   * Asks another person to let the good rows in.
   *
   * @throws RuleViolation when there are none, or it is somebody else's
   */
  @Transactional
  public SheetImport submit(long id, CurrentUser user) {
    var table = mine(id, user);
    if (table.state() != SheetImport.State.CHECKED)
      throw new RuleViolation(null, "这份表格现为“%s”，不能提交。".formatted(table.state().label()));
    if (table.fresh() == 0) throw new RuleViolation(null, "没有可以导入的行，不需要提交。");
    store.submitted(id);
    note("提交", table, null);
    return get(id);
  }

  /**
   * Lets the good rows in, in the background.
   *
   * @param count the number the page showed
   * @throws RuleViolation for the maker, without the duty, or when another number stands there
   */
  @Transactional
  public SheetImport confirm(long id, int count, CurrentUser user) {
    var table = decidable(id, user);
    if (table.fresh() != count)
      throw new RuleViolation(null, "可导入的现在是 %,d 行，请重新核对。".formatted(table.fresh()));
    store.decided(id, null, user.actor());
    start(writing, new WriteJob.Task(id), "写入导入：", table, user);
    note("确认", table, null);
    return get(id);
  }

  /**
   * Sends the table back; nothing of it was written.
   *
   * @param reason for the maker; required
   */
  @Transactional
  public SheetImport reject(long id, String reason, CurrentUser user) {
    var table = decidable(id, user);
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写退回的原因。");
    if (reason.length() > 500) throw new RuleViolation("reason", "原因不能超过 500 字，请精简。");
    store.decided(id, reason.strip(), user.actor());
    note("退回", table, reason.strip());
    return get(id);
  }

  /** Gives a table up before somebody decided; its rows and the file are removed. */
  @Transactional
  public SheetImport withdraw(long id, CurrentUser user) {
    var table = mine(id, user);
    boolean open =
        table.state() == SheetImport.State.CHECKED
            || table.state() == SheetImport.State.SUBMITTED
            || table.state() == SheetImport.State.CHECKING && !busy(table);
    if (!open) throw new RuleViolation(null, "这份表格现为“%s”，不能放弃。".formatted(table.state().label()));
    store.withdrawn(id);
    files.remove(table.fileId());
    note("放弃", table, null);
    return get(id);
  }

  /** Goes on with what a cancelled or failed job has left. */
  @Transactional
  public SheetImport goOn(long id, CurrentUser user) {
    var table = lock(id);
    if (busy(table)) return table;
    switch (table.state()) {
      case CHECKING -> {
        mine(id, user);
        start(checking, new CheckJob.Task(id), "核对导入：", table, user);
      }
      case WRITING -> {
        checker(table, user);
        start(writing, new WriteJob.Task(id), "写入导入：", table, user);
      }
      default -> throw new RuleViolation(null, "这份表格没有未完成的工作。");
    }
    return get(id);
  }

  /** Whether work for it waits or runs. */
  boolean busy(SheetImport table) {
    return table.jobId() != null && !jobs.get(table.jobId()).isOver();
  }

  private <P> void start(
      JobKind<P> kind, P task, String title, SheetImport table, CurrentUser user) {
    store.job(
        table.id(),
        jobs.start(
            kind,
            title + table.name(),
            table.region(),
            task,
            String.valueOf(table.id()),
            user.actor()));
  }

  private SheetImport lock(long id) {
    return store.lock(id).orElseThrow(() -> new NotFound(TYPE));
  }

  private SheetImport mine(long id, CurrentUser user) {
    var table = lock(id);
    if (table.madeBy() != user.accountId())
      throw new RuleViolation(null, "这份表格由%s上传，须由其本人办理。".formatted(table.madeByName()));
    return table;
  }

  private SheetImport decidable(long id, CurrentUser user) {
    var table = lock(id);
    if (table.state() != SheetImport.State.SUBMITTED)
      throw new RuleViolation(null, "这份表格现为“%s”，不能复核。".formatted(table.state().label()));
    checker(table, user);
    return table;
  }

  private static void checker(SheetImport table, CurrentUser user) {
    if (!user.has(Role.REVIEWER)) throw new RuleViolation(null, "批量导入须由审核人复核。");
    if (table.madeBy() == user.accountId())
      throw new RuleViolation(null, "上传人不能复核自己的表格，须由另一名审核人办理。");
  }

  private void note(String action, SheetImport table, String reason) {
    audit.write(
        action,
        TYPE,
        table.id(),
        table.region(),
        reason,
        null,
        Map.of("name", table.name(), "rows", table.fresh()));
  }

  private static String digest(Path file) {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
