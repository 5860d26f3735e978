using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Npgsql;

namespace Bakery.Host.Verbs;

/// <summary>
/// <c>copy-cluster CONNECTION FILE</c>: a copy of the whole cluster while it runs, for a PostgreSQL that comes without pg_dump. It follows PostgreSQL's
/// manual, "Making a Base Backup Using the Low Level API": start, copy the files, stop, and add the label and the write-ahead log in between.
/// </summary>
internal static class CopyCluster
{
    // Made anew at every start, or of the running server only.
    private static readonly HashSet<string> EmptyFolders = ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"];
    private static readonly HashSet<string> LeftOut = ["postmaster.pid", "postmaster.opts", "server.log"];

    public static async Task<int> Run(string[] args)
    {
        if (args.Length != 2)
        {
            await Console.Error.WriteLineAsync("usage: copy-cluster CONNECTION FILE");
            return 2;
        }
        await Write(args[0], args[1]);
        return 0;
    }

    /// <summary>Writes a gzip-compressed tar of the data folder to <paramref name="file"/>; the role must be a superuser and the files readable.</summary>
    public static async Task Write(string connectionString, string file)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(); // one session from start to stop
        var folder = (string)(await Ask(connection, "SELECT setting FROM pg_settings WHERE name = 'data_directory'"))[0];
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write);
        await using var zip = new GZipStream(target, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        var start = (string)(await Ask(connection, "SELECT pg_walfile_name(pg_backup_start('bakery', true))"))[0];
        await AddFolder(tar, folder, "");
        var end = await Ask(connection, "SELECT labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)");
        await AddText(tar, "backup_label", (string)end[0]);
        foreach (var segment in Directory.GetFiles(Path.Combine(folder, "pg_wal")).Select(f => Path.GetFileName(f)!).Where(n => n.Length == 24).Order(StringComparer.Ordinal))
            if (string.CompareOrdinal(segment, start) >= 0 && string.CompareOrdinal(segment, (string)end[1]) <= 0) await AddFile(tar, Path.Combine(folder, "pg_wal", segment), $"pg_wal/{segment}");
    }

    private static async Task AddFolder(TarWriter tar, string folder, string below)
    {
        if (below.Length > 0) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, below) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute });
        if (EmptyFolders.Contains(below)) return;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => !LeftOut.Contains(Path.GetFileName(f)))) await AddFile(tar, file, Join(below, file));
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) != "pgsql_tmp")) await AddFolder(tar, inner, Join(below, inner));
    }

    private static async Task AddFile(TarWriter tar, string path, string name)
    {
        try
        {
            await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, DataStream = new AsLongAsItWas(source) });
        }
        catch (FileNotFoundException)
        {
            // Dropped since the folder was read; the log tells the restored server so.
        }
    }

    private static async Task AddText(TarWriter tar, string name, string text)
    {
        using var data = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, DataStream = data });
    }

    private static string Join(string below, string path) => below.Length == 0 ? Path.GetFileName(path) : $"{below}/{Path.GetFileName(path)}";

    private static async Task<object[]> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }

    /// <summary>A file that the server goes on writing, at the length it had when it was opened: what it loses meanwhile is read as zeros, what it gains is in the log.</summary>
    private sealed class AsLongAsItWas(FileStream file) : Stream
    {
        private long position;

        public override long Length { get; } = file.Length;
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Position { get => position; set => Seek(value, SeekOrigin.Begin); }

        public override int Read(byte[] buffer, int offset, int count) => Take(file.Read(buffer, offset, (int)Math.Min(count, Length - position)), buffer.AsSpan(offset, (int)Math.Min(count, Length - position)));
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var wanted = buffer[..(int)Math.Min(buffer.Length, Length - position)];
            return Take(await file.ReadAsync(wanted, ct), wanted.Span);
        }

        public override long Seek(long offset, SeekOrigin origin) => position = file.Seek(offset, origin);
        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Take(int read, Span<byte> wanted)
        {
            if (read == 0 && wanted.Length > 0)
            {
                wanted.Clear();
                read = wanted.Length;
            }
            position += read;
            return read;
        }
    }
}
