using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
#if !TESTED
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
#endif

namespace OverparamBounds.Build
{
#if !TESTED
    /// <summary>
    /// Copies an ELF64 shared object and marks one required version node weak in the copy, so that the dynamic linker
    /// loads it on systems whose library lacks the node. Compiled by MSBuild itself.
    /// </summary>
    public sealed class RelaxVersionNeed : Task
    {
        [Required]
        public string Source { get; set; }

        [Required]
        public string Destination { get; set; }

        /// <summary>The version node, such as GLIBCXX_3.4.32.</summary>
        [Required]
        public string Node { get; set; }

        /// <summary>The library that should define the node, such as libstdc++.so.6.</summary>
        [Required]
        public string Library { get; set; }

        /// <summary>Relax even where the system's library has the node.</summary>
        public bool Always { get; set; }

        [Output]
        public bool Relaxed { get; set; }

        public override bool Execute()
        {
            if (!Always && SystemHas(Library, Node))
            {
                Log.LogMessage(MessageImportance.Low, "{0} has {1}: the shim is used as it is.", Library, Node);
                return true;
            }

            try
            {
                if (!UpToDate())
                {
                    byte[] image = File.ReadAllBytes(Source);
                    int marked = ElfVersionNeeds.MarkWeak(image, Node);
                    Directory.CreateDirectory(Path.GetDirectoryName(Destination));
                    string temporary = Destination + "." + Guid.NewGuid().ToString("N");
                    File.WriteAllBytes(temporary, image);
                    File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(Source));
                    if (File.Exists(Destination))
                    {
                        File.Delete(Destination);
                    }

                    File.Move(temporary, Destination);
                    Log.LogMessage(MessageImportance.Low, "{0}: {1} entries for {2} marked weak.", Destination, marked, Node);
                }

                Relaxed = true;
                return true;
            }
            catch (InvalidDataException problem)
            {
                Log.LogError("{0}: {1} Build with -p:RelaxTorchShim=never to use the library as it is.", Source, problem.Message);
                return false;
            }
        }

        private bool UpToDate()
        {
            FileInfo copy = new FileInfo(Destination), original = new FileInfo(Source);
            return copy.Exists && copy.Length == original.Length && copy.LastWriteTimeUtc == original.LastWriteTimeUtc;
        }

        /// <summary>Whether a library of the system carries the node's name in its string table.</summary>
        private static bool SystemHas(string library, string node)
        {
            string[] folders =
            {
                "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib", "/lib",
            };
            foreach (string folder in folders)
            {
                string path = Path.Combine(folder, library);
                if (File.Exists(path))
                {
                    return ElfVersionNeeds.Contains(File.ReadAllBytes(path), node);
                }
            }

            return false;
        }
    }
#endif

    /// <summary>Reads and edits the version-needs section (SHT_GNU_verneed) of a little-endian ELF64 image. The tests compile it too.</summary>
    public static class ElfVersionNeeds
    {
        private const int VersionNeedSection = 0x6ffffffe;
        private const ushort WeakFlag = 2;

        /// <summary>Sets VER_FLG_WEAK on every entry named <paramref name="node"/>; returns how many entries bear the name.</summary>
        /// <remarks>Elf64_Ehdr: e_shoff at 0x28, e_shentsize at 0x3A, e_shnum at 0x3C. Setting the flag twice changes nothing.</remarks>
        /// <exception cref="InvalidDataException">The image is no little-endian ELF64 file, or it is cut short.</exception>
        public static int MarkWeak(byte[] image, string node)
        {
            int marked = 0;
            foreach (int flags in FlagOffsets(image, node))
            {
                image[flags] |= (byte)WeakFlag;
                marked++;
            }

            return marked;
        }

        /// <summary>Whether every entry named <paramref name="node"/> is weak.</summary>
        public static bool IsWeak(byte[] image, string node)
        {
            foreach (int flags in FlagOffsets(image, node))
            {
                if ((image[flags] & WeakFlag) == 0)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Whether the bytes hold the name as a whole C string.</summary>
        public static bool Contains(byte[] image, string node)
        {
            // Latin-1 maps each byte to one character, so an ordinal search is a search over the bytes.
            return Encoding.GetEncoding(28591).GetString(image).IndexOf("\0" + node + "\0", StringComparison.Ordinal) >= 0;
        }

        /// <summary>Where the flags of the entries named <paramref name="node"/> stand.</summary>
        public static List<int> FlagOffsets(byte[] image, string node)
        {
            if (image.Length < 64 || image[0] != 0x7F || image[1] != 'E' || image[2] != 'L' || image[3] != 'F'
                || image[4] != 2 || image[5] != 1)
            {
                throw new InvalidDataException("not a little-endian ELF64 file.");
            }

            List<int> found = new List<int>();
            try
            {
                int sections = checked((int)BitConverter.ToInt64(image, 0x28));
                int size = BitConverter.ToUInt16(image, 0x3A);
                int count = BitConverter.ToUInt16(image, 0x3C);
                for (int i = 0; i < count; i++)
                {
                    int section = sections + (i * size);
                    if (BitConverter.ToInt32(image, section + 4) != VersionNeedSection)
                    {
                        continue;
                    }

                    int strings = Offset(image, sections + (BitConverter.ToInt32(image, section + 0x28) * size));
                    int need = Offset(image, section);
                    for (int needs = BitConverter.ToInt32(image, section + 0x2C); needs > 0; needs--)
                    {
                        int entry = need + BitConverter.ToInt32(image, need + 8);
                        for (int entries = BitConverter.ToUInt16(image, need + 2); entries > 0; entries--)
                        {
                            if (Name(image, strings + BitConverter.ToInt32(image, entry + 8)) == node)
                            {
                                found.Add(entry + 4);
                            }

                            entry += BitConverter.ToInt32(image, entry + 12);
                        }

                        need += BitConverter.ToInt32(image, need + 12);
                    }
                }
            }
            catch (Exception problem) when (problem is ArgumentException || problem is OverflowException || problem is IndexOutOfRangeException)
            {
                throw new InvalidDataException("the ELF section headers point outside the file.");
            }

            return found;
        }

        private static int Offset(byte[] image, int section)
        {
            return checked((int)BitConverter.ToInt64(image, section + 0x18));
        }

        private static string Name(byte[] image, int start)
        {
            int end = Array.IndexOf(image, (byte)0, start);
            return end < 0 ? string.Empty : Encoding.ASCII.GetString(image, start, end - start);
        }
    }
}
