package io.im2wav4j.attack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts and names that make a media library open other files. */
final class PoisonPlaylists {
  private PoisonPlaylists() {}

  /** Its kinds; "%s" is another local file, named in four ways. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    Map<String, String> layouts = new LinkedHashMap<>();
    layouts.put("ffconcat", "ffconcat version 1.0\nfile '%s'\nfile '%s'\n");
    layouts.put(
        "hls",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n%s\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n");
    layouts.put("hls-endless", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n");
    layouts.put(
        "hls-key",
        "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"%s\"\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n");
    layouts.put(
        "dash",
        "<?xml version=\"1.0\"?><MPD type=\"static\" mediaPresentationDuration=\"PT9S\"><Period>"
            + "<AdaptationSet contentType=\"audio\"><Representation id=\"0\" bandwidth=\"9\">"
            + "<BaseURL>%s</BaseURL></Representation></AdaptationSet></Period></MPD>");
    layouts.put("vobsub", "# VobSub index file, v7\nsize: 9x9\nid: en, index: 0\n# %s\n");
    layouts.put("graph", "amovie=%s\n");
    layouts.put("metadata", ";FFMETADATA1\ntitle=%s\n");
    layouts.put("smil", "<smil><body><audio src=\"%s\"/></body></smil>");
    layouts.put("m3u", "%s\n%s\n");
    layouts.forEach(
        (name, text) -> {
          all.add(list(name + "-beside", text, folder -> "decoy.wav"));
          all.add(list(name + "-above", text, folder -> "../decoy.wav"));
          all.add(list(name + "-absolute", text, folder -> folder.resolve("decoy.wav").toString()));
          all.add(list(name + "-itself", text, folder -> "list.mp4"));
          all.add(list(name + "-pipe", text, folder -> "decoy.fifo"));
        });
    for (String name :
        List.of(
            "concat:decoy.wav|decoy.wav",
            "subfile,,start,0,end,0,,:decoy.wav",
            "async:decoy.wav",
            "cache:decoy.wav",
            "crypto:decoy.wav",
            "file:decoy.wav",
            "pipe:0",
            "fd:0",
            "data:audio,decoy.wav",
            "tcp:localhost:9",
            "concatf:decoy.txt",
            "lavfi:amovie=decoy.wav")) {
      all.add(Poison.any("name " + name.replaceAll("\\W+", "-"), Reader.SOUND, name, f -> tone()));
    }
    for (String name : List.of("decoy%03d.png", "%d.png", "*.png", "dec?y001.png", "%s%n.png")) {
      all.add(
          Poison.refused(
              "pattern " + name.replaceAll("\\W+", "-") + name.length(),
              Reader.FILM,
              name.replace("decoy%", "x%"),
              f -> SeedFiles.latin("no picture")));
    }
    return all;
  }

  private interface Named {
    String of(Path folder);
  }

  private static Poison list(String name, String text, Named named) {
    return Poison.refused(
        name,
        name.hashCode() % 2 == 0 ? Reader.SOUND : Reader.FILM,
        "list.mp4",
        folder -> SeedFiles.latin(text.replace("%s", named.of(folder))));
  }

  private static byte[] tone() {
    return PoisonSounds.wav(8000, 1, 16, 800, 800);
  }
}
