package io.im2wav4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short cut of the attacks, and that they see what they look for. */
class AttacksTest {
  @TempDir Path folder;

  @Test
  void damagedFilesGiveAValueOrARefusal_inAWorkerAndInTheProcess() throws IOException {
    Plan plan = new Plan(1, 150, 0.3, folder);
    assertThat(MutationAttack.run(plan))
        .allSatisfy(
            tally -> {
              assertThat(tally.cases).isPositive();
              assertThat(tally.faults).isEmpty();
              assertThat(tally.clean()).as("resident memory, bytes: " + tally.peakBytes).isTrue();
            });
  }

  @Test
  void poisonousFilesAreRefusedOrRead_withoutALookAtOthers() throws IOException {
    assertThat(Poison.all().stream().map(Poison::name))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(100);
    Tally tally = PoisonAttack.run(new Plan(1, 0, 3, folder), "worker");
    assertThat(tally.faults).isEmpty();
    assertThat(tally.cases).isGreaterThan(100);
    assertThat(tally.clean()).as("resident memory, bytes: " + tally.peakBytes).isTrue();
  }

  @Test
  void poisonThatOpensADecoyOrIsReadAsGood_isCounted() throws IOException {
    Poison opens =
        Poison.any(
            "opens", Reader.YAML, "a.yaml", f -> SeedFiles.latin("extends: decoy.txt\ntrain: 1\n"));
    Poison good =
        Poison.refused("good", Reader.SOUND, "a.wav", f -> PoisonSounds.wav(8000, 1, 16, 800, 800));
    Tally tally = PoisonAttack.run(new Plan(1, 0, 1, folder), "process", List.of(opens, good));
    assertThat(tally.otherFaults).isEqualTo(1);
    assertThat(tally.faults).anyMatch(fault -> fault.contains("good: was read as good"));
    assumeTrue(Trace.available(), "strace");
    assertThat(tally.faults).anyMatch(fault -> fault.contains("opened: "));
    assertThat(tally.foreign).isPositive();
  }

  @Test
  void goodFilesOfEveryKindAreRead() throws IOException {
    Tally tally = new Tally("good files", MutationAttack.BOUND);
    try (Victim victim = new Victim("process", folder.resolve("log.txt"), tally)) {
      for (SeedFiles.Seed seed : SeedFiles.make(folder.resolve("seeds")).all()) {
        Victim.Outcome outcome = victim.read(seed.reader(), seed.file(), 30);
        if (outcome.end() != Victim.End.VALUE) {
          tally.fault(seed + ": " + outcome.said());
        }
      }
    }
    assertThat(tally.faults).isEmpty();
  }

  @Test
  void aProcessThatHangsOrDiesIsCounted_andTheNextFileGetsANewOne() throws IOException {
    SeedFiles.Seed good = SeedFiles.make(folder.resolve("seeds")).all().get(0);
    Tally tally = new Tally("deadline", MutationAttack.BOUND);
    try (Victim victim = new Victim("process", folder.resolve("log.txt"), tally)) {
      assertThat(MutationAttack.count(victim.read(good.reader(), good.file(), 1e-3), tally))
          .isTrue();
      assertThat(victim.read(good.reader(), good.file(), 30).end()).isEqualTo(Victim.End.VALUE);
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      assertThat(MutationAttack.count(victim.read(good.reader(), good.file(), 30), tally)).isTrue();
      assertThat(victim.read(good.reader(), good.file(), 30).end()).isEqualTo(Victim.End.VALUE);
    }
    assertThat(tally.hangs).isEqualTo(1);
    assertThat(tally.crashes).isEqualTo(1);
  }

  @Test
  void killedAndGivenAgain_aCommandEndsWithTheBytesOfOneThatNobodyDisturbed() throws Exception {
    Plan plan = new Plan(1, 3, 1, folder);
    TinyWorld world = TinyWorld.in(folder.resolve("world"), "data scenes");
    Tally tally = KillAttack.attack(plan, world, "data scenes", 3, plan.end());
    assertThat(tally.cases).isPositive();
    assertThat(tally.faults).isEmpty();
    assertThat(tally.clean()).isTrue();
  }

  @Test
  void aFileThatIsCutUnderItsFinalName_isSeen() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"half\":");
    Files.write(folder.resolve("b.wav"), new byte[20]);
    Files.writeString(folder.resolve("sha256.json"), "{\"files\": {\"a.json\": \"0\"}}");
    Files.writeString(folder.resolve("c.json"), "{}");
    Tally tally = new Tally("cut files", MutationAttack.BOUND);
    WholeFiles.check(folder, tally);
    assertThat(tally.halfWritten).isEqualTo(3);
  }

  @Test
  void theSameSeedGivesTheSameDamage() {
    byte[] whole = new byte[1000];
    byte[] other = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(Mutator.mutate(whole, other, 7)).isEqualTo(Mutator.mutate(whole, other, 7));
    assertThat(Mutator.mutate(whole, other, 7)).isNotEqualTo(Mutator.mutate(whole, other, 8));
  }

  @Test
  void twoWritersAndAFullDisk_areTold_leaveNothingUnfinished_andCostNoBytes() throws IOException {
    TinyWorld world = TinyWorld.in(folder.resolve("world"), "data scenes");
    Plan plan = new Plan(1, 1, 1, folder);
    List<String> cheap = List.of("data scenes");
    assertThat(WriterAttack.run(plan, world, cheap).get(0).faults).isEmpty();
    assumeTrue(SmallDisk.possible(folder.resolve("disk")), "only root can mount a disk of its own");
    Tally full = DiskAttack.run(plan, world, cheap, DiskAttack.Kind.FULL).get(0);
    assertThat(full.cases).isEqualTo(1);
    assertThat(full.faults).isEmpty();
  }

  @Test
  void whatDiffersIsMissingOrUnfinished_isSeen_andTimesAreNot() throws IOException {
    Path a = Files.createDirectories(folder.resolve("a"));
    Path b = Files.createDirectories(folder.resolve("b"));
    Files.writeString(a.resolve("provenance.json"), "{\"seed\":1,\"started\":\"x\"}");
    Files.writeString(b.resolve("provenance.json"), "{\"seed\":1,\"started\":\"y\"}");
    Files.writeString(b.resolve(".tmp-0123456789abcdef-1.wav"), "");
    assertThat(FolderComparison.unfinished(b)).containsExactly(".tmp-0123456789abcdef-1.wav");
    Files.delete(b.resolve(".tmp-0123456789abcdef-1.wav"));
    assertThat(FolderComparison.differences(a, b)).isEmpty();
    Files.writeString(b.resolve("provenance.json"), "{\"seed\":2,\"started\":\"x\"}");
    Files.writeString(a.resolve("one.wav"), "1");
    assertThat(FolderComparison.differences(a, b))
        .containsExactly("one.wav is missing", "provenance.json differs");
  }
}
