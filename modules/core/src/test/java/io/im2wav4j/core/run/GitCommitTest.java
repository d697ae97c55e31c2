package io.im2wav4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  @TempDir Path folder;

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void branch_isFollowedFromAFolderBelow() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", HASH + "\n");
    Files.createDirectories(folder.resolve("a/b"));
    assertThat(GitCommit.of(folder.resolve("a/b"))).contains(HASH);
  }

  @Test
  void detachedHead_isTheCommit() throws IOException {
    write(".git/HEAD", HASH + "\n");
    assertThat(GitCommit.of(folder)).contains(HASH);
  }

  @Test
  void packedBranch_isFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(
        ".git/packed-refs", "# pack-refs\nffff refs/heads/mainly\n" + HASH + " refs/heads/main\n");
    assertThat(GitCommit.of(folder)).contains(HASH);
  }

  @Test
  void linkedWorkingTree_isFollowedToItsRepository() throws IOException {
    write("repo/.git/refs/heads/side", HASH + "\n");
    write("repo/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
    write("repo/.git/worktrees/side/commondir", "../..\n");
    write("tree/.git", "gitdir: " + folder.resolve("repo/.git/worktrees/side") + "\n");
    assertThat(GitCommit.of(folder.resolve("tree"))).contains(HASH);
  }

  @Test
  void noCommitOrOddFiles_areUnknown() throws IOException {
    write("new/.git/HEAD", "ref: refs/heads/main\n");
    write("odd/.git", "x");
    assertThat(GitCommit.of(folder.resolve("new"))).isEmpty();
    assertThat(GitCommit.of(folder.resolve("odd"))).isEmpty();
  }
}
