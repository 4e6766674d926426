package minzheng.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** People who each wait for a page before asking for the next, on connections that stay open. */
final class Crowd implements AutoCloseable {
  private final String base;
  private final List<User> users;
  private final ExecutorService threads;

  /** A signed-in person; the cookie is that of the session. */
  record User(String username, String cookie) {}

  /** The address a person asks for next. */
  interface Wish {
    String next(int user, SplittableRandom lot);
  }

  Crowd(int port, List<User> users) {
    this.base = "http://127.0.0.1:" + port;
    this.users = users;
    threads = Executors.newFixedThreadPool(users.size());
  }

  /** Requests per second that all of them got answered; any answer but 200 is an error. */
  double ask(int millis, long seed, Wish wish) {
    long begun = System.nanoTime();
    long end = begun + millis * 1_000_000L;
    var counts = new ArrayList<Future<Integer>>();
    for (int i = 0; i < users.size(); i++) {
      int user = i;
      counts.add(threads.submit(() -> one(user, new SplittableRandom(seed + user), end, wish)));
    }
    int all = 0;
    for (var count : counts)
      try {
        all += count.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    return all / ((System.nanoTime() - begun) / 1e9);
  }

  /** Milliseconds of one page after another, for one person. */
  List<Double> oneByOne(int times, int user, Wish wish) {
    var lot = new SplittableRandom(7);
    var each = new ArrayList<Double>();
    var buffer = new byte[1 << 16];
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      fetch(wish.next(user, lot), users.get(user).cookie(), buffer);
      each.add((System.nanoTime() - begun) / 1e6);
    }
    return each;
  }

  private int one(int user, SplittableRandom lot, long end, Wish wish) {
    var buffer = new byte[1 << 16];
    int done = 0;
    while (System.nanoTime() < end) {
      fetch(wish.next(user, lot), users.get(user).cookie(), buffer);
      done++;
    }
    return done;
  }

  private void fetch(String path, String cookie, byte[] buffer) {
    try {
      var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      if (cookie != null) connection.setRequestProperty("Cookie", cookie);
      int status = connection.getResponseCode();
      if (status != 200) throw new AssertionError(status + " for " + path);
      try (InputStream in = connection.getInputStream()) {
        while (in.read(buffer) >= 0) {
          // read to its end, so that the connection can be used again
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
