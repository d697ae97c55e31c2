package io.im2wav4j.audio.media;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;

/** A picture that is stored in tiles, each a stream of its own: phones write HEIC so. */
final class TileGrid {
  private TileGrid() {}

  /** The whole picture; null where the file has no grid. */
  static BufferedImage read(OpenMedia media) throws IOException {
    AVFormatContext context = media.context();
    for (int i = 0; i < context.nb_stream_groups(); i++) {
      AVStreamGroup group = context.stream_groups(i);
      if (group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID) {
        AVStreamGroupTileGrid grid = group.params_tile_grid();
        media.limits().checkPicture(media.file(), grid.width(), grid.height());
        return whole(group, tiles(media, group));
      }
    }
    return null;
  }

  /** Tiles by the indices of their streams. */
  private static Map<Integer, BufferedImage> tiles(OpenMedia media, AVStreamGroup group)
      throws IOException {
    Map<Integer, AVStream> streams = new HashMap<>();
    for (int i = 0; i < group.nb_streams(); i++) {
      streams.put(group.streams(i).index(), group.streams(i));
    }
    Map<Integer, BufferedImage> tiles = new HashMap<>();
    long pixels = 0;
    for (AVPacket packet = media.nextPacket(); packet != null; packet = media.nextPacket()) {
      AVStream stream = streams.get(packet.stream_index());
      if (stream != null && !tiles.containsKey(stream.index())) {
        BufferedImage tile = PacketPicture.decode(packet, stream.codecpar());
        pixels += (long) tile.getWidth() * tile.getHeight();
        media.limits().checkPicture(media.file(), 1, pixels);
        tiles.put(stream.index(), tile);
      }
    }
    return tiles;
  }

  private static BufferedImage whole(AVStreamGroup group, Map<Integer, BufferedImage> tiles)
      throws IOException {
    AVStreamGroupTileGrid grid = group.params_tile_grid();
    BufferedImage image =
        new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < grid.nb_tiles(); i++) {
      BufferedImage tile = tiles.get(group.streams(grid.offsets_idx(i)).index());
      if (tile == null) {
        throw new IOException("tile " + i + " is missing");
      }
      g.drawImage(
          tile,
          grid.offsets_horizontal(i) - grid.horizontal_offset(),
          grid.offsets_vertical(i) - grid.vertical_offset(),
          null);
    }
    g.dispose();
    return orientation(grid).apply(image);
  }

  private static Orientation orientation(AVStreamGroupTileGrid grid) {
    for (int i = 0; i < grid.nb_coded_side_data(); i++) {
      AVPacketSideData data = grid.coded_side_data().getPointer(i);
      if (data.type() == avcodec.AV_PKT_DATA_DISPLAYMATRIX) {
        return Orientation.ofMatrix(
            data.data().capacity(36).asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer());
      }
    }
    return Orientation.STORED;
  }
}
