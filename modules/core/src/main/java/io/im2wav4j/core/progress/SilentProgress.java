package io.im2wav4j.core.progress;

/** Shows nothing. */
enum SilentProgress implements Progress {
  INSTANCE;

  @Override
  public void step(long n, String note) {}

  @Override
  public void close() {}
}
