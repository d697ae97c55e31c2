package io.im2wav4j.attack;

import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code scripts/attack}: runs attacks, prints their table and writes it as Markdown. */
public final class Attacks {
  private static final String USAGE =
      "scripts/attack [%s|all|replay FILE] [--seed N] [--cases N] [--minutes M] [--out FOLDER]"
          + " [--command 'train low' ...]";

  /** One attack. */
  interface Attack {
    List<Tally> run(Plan plan) throws IOException;
  }

  private static final Map<String, Attack> ALL = new LinkedHashMap<>();

  static {
    ALL.put("mutations", MutationAttack::run);
    ALL.put("poison", PoisonAttack::run);
    ALL.put("kills", KillAttack::run);
    ALL.put("writers", WriterAttack::run);
    ALL.put("disks", DiskAttack::run);
  }

  private Attacks() {}

  /** Ends with 0 where nothing happened that must not, else with 1; 2 is wrong usage. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    long cases = 0;
    double minutes = 60;
    Path out = Path.of("attack");
    List<String> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--seed" -> seed = Long.parseLong(args[++i]);
          case "--cases" -> cases = Long.parseLong(args[++i]);
          case "--minutes" -> minutes = Double.parseDouble(args[++i]);
          case "--out" -> out = Path.of(args[++i]);
          case "--command" -> commands.add(args[++i]);
          default -> words.add(args[i]);
        }
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      words.add("--");
    }
    String what = words.isEmpty() ? "all" : words.get(0);
    if (what.equals("replay") && words.size() == 2) {
      Replay.of(Path.of(words.get(1)));
      return;
    }
    if (words.size() > 1
        || !what.equals("all") && !ALL.containsKey(what)
        || !TinyWorld.COMMANDS.containsAll(commands)) {
      System.err.printf(USAGE + "%n", String.join("|", ALL.keySet()));
      System.exit(2);
    }
    Plan plan =
        new Plan(
            seed,
            cases,
            minutes,
            Files.createDirectories(out).toAbsolutePath(),
            commands.isEmpty() ? TinyWorld.COMMANDS : commands);
    System.exit(run(plan, what) ? 0 : 1);
  }

  /** Runs one attack or all; the table grows with each and lies in attack.md of the folder. */
  static boolean run(Plan plan, String what) throws IOException {
    List<Tally> tallies = new ArrayList<>();
    for (Map.Entry<String, Attack> attack : ALL.entrySet()) {
      if (what.equals("all") || what.equals(attack.getKey())) {
        tallies.addAll(attack.getValue().run(plan));
        AtomicFiles.writeString(plan.work().resolve("attack.md"), table(plan, tallies));
      }
    }
    System.out.print(table(plan, tallies));
    return tallies.stream().allMatch(Tally::clean);
  }

  private static String table(Plan plan, List<Tally> tallies) {
    StringBuilder out = new StringBuilder("Seed " + plan.seed() + "\n\n");
    line(out, Tally.COLUMNS);
    line(out, Tally.COLUMNS.stream().map(c -> "---").toList());
    tallies.forEach(tally -> line(out, tally.row()));
    tallies.stream()
        .flatMap(tally -> tally.faults.stream())
        .forEach(fault -> out.append("\n- ").append(fault.replace('\n', ' ')).append('\n'));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
