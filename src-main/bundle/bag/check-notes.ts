// data/校验说明.txt: how anyone checks a bundle with common tools, and what the check proves. For a reader ten years from now.
import { volumeMark } from "../../domain/bundle/bundle-names.ts";
import { fingerprintOf } from "../../keys/signature/ed25519-key.ts";
import { SIGNATURE, TAG_MANIFEST } from "../names.ts";
import { opensshPublicKey } from "../../keys/signature/sshsig.ts";
import { opensshTime } from "../../keys/signature/allowed-signers.ts";

/** What the notes need to know of the bundle. `key`: raw Ed25519 public key of the signer, in hex. */
export type CheckNotes = Readonly<{
  unitName: string;
  device: string;
  key: string;
  fileName: string;
  createdAtMs: number;
  volume: number;
  volumes: number;
}>;

/** The text of the notes, in Chinese; lines end in CR LF so that every editor shows them. */
export function writeCheckNotes(notes: CheckNotes): string {
  return [...introduction(notes), ...steps(notes), ...meaning(), ...joining(notes)].join("\r\n").concat("\r\n");
}

function introduction({ unitName, device, key, fileName, volume, volumes }: CheckNotes): readonly string[] {
  return [
    "校验说明",
    "",
    `文件：${fileName}${volumes === 1 ? "" : `（共 ${volumes} 卷，本卷是第 ${volume} 卷）`}`,
    `声明的报送单位：${unitName}`,
    `声明的电脑：${device}`,
    `声明的密钥指纹（SHA-256）：${fingerprintOf(key)}`,
    "",
    "以上四行由报送方自己写入，本身不能作为凭据。请按下面的步骤核对。",
    "",
    "所用工具都是通用工具：unzip、sha256sum、ssh-keygen（OpenSSH 8.9 或更高版本）。",
    "Windows 可用系统自带的 ssh-keygen 和 Git for Windows 自带的 sha256sum。",
    "",
  ];
}

function steps({ key, fileName, createdAtMs }: CheckNotes): readonly string[] {
  return [
    "一、解开",
    `  扩展名为 .anbao.age 的先解密：age -d -i 密钥文件 -o ${plainName(fileName)} ${plainName(fileName)}.age`,
    `  unzip ${plainName(fileName)} -d bag`,
    "  cd bag",
    "",
    "二、核对每个文件",
    "  sha256sum -c manifest-sha256.txt",
    "  sha256sum -c tagmanifest-sha256.txt",
    "  每一行都应显示 OK。另请核对：data 文件夹里没有清单以外的文件。",
    "",
    "三、核对签名",
    "  1. 取得公钥。必须来自盖章的纸质《联络员推荐表》（附件1）、纸质通知上的二维码，",
    "     或县组委会办公室导出的 allowed_signers 文件。不能使用本包里的任何文件，",
    "     因为伪造者可以连同公钥一起伪造。",
    "  2. 手里只有盖章纸上的编码时，先用下面这一行建立 allowed_signers 文件。这一行由报送方写入，",
    "     只有算出的编码与纸上一致才可使用；不一致就停止，不要往下做：",
    `     sender namespaces="anbao-bundle@v1" ${opensshPublicKey(key)}`,
    "     算出指纹（64 位十六进制数，纸上二维码里也有）：",
    "       cut -d' ' -f4 allowed_signers | base64 -d | tail -c 32 | sha256sum",
    "     算出编码：取指纹的前 25 位，作为十六进制数除以 10 的 30 次方，余数写成 30 位，每 5 位一组；",
    "     与纸上各组的前 5 位逐一核对（每组第 6 位是校验位）：",
    "       python3 -c \"print(f'{int(input()[:25],16)%10**30:030d}')\"（输入指纹）",
    "  3. 查出签名人：",
    `     ssh-keygen -Y find-principals -f allowed_signers -s ${SIGNATURE} < ${TAG_MANIFEST}`,
    "  4. 核对签名（把 sender 换成上一步查出的名字）：",
    `     ssh-keygen -Y verify -f allowed_signers -I sender -n anbao-bundle@v1 -s ${SIGNATURE} < ${TAG_MANIFEST}`,
    '     应显示 Good "anbao-bundle@v1" signature。',
    "  5. 密钥后来已停用的，allowed_signers 里带有 valid-before。核对停用以前的包，要写明收到的时间",
    "     （以收件登记或回执为准，不要采用包里自称的时间），例如：",
    `     ssh-keygen -Y verify -O verify-time=${opensshTime(createdAtMs)} -f allowed_signers -I sender -n anbao-bundle@v1 \\`,
    `       -s ${SIGNATURE} < ${TAG_MANIFEST}`,
    "",
  ];
}

function meaning(): readonly string[] {
  return [
    "四、核对通过能证明什么",
    "  能证明：持有这把密钥的电脑交出了这个包；从签名以后，包里没有一个字节被改动。",
    "  不能证明：记录所写的事情是真实的；操作的人是谁；写明的时间是准确的；",
    "            包里别的电脑写下的记录出自那台电脑（这要另外核对 data/heads.jsonl）。",
    "",
    "五、核对每条记录出自哪台电脑",
    "  data/entries.jsonl 每行一条记录，{entry, salt, value}，按 RFC 8785 书写。",
    "  entry 的 SHA-256 是它的编号；entry 里的 body 是 {salt, value} 的 SHA-256；prev 是同一电脑上一条的编号。",
    "  data/heads.jsonl 每行是一台电脑写到哪一条：{feed, seq, hash, sig}，",
    "  sig 是该电脑密钥对 {feed, hash, seq} 的签名，名字空间 anbao-feed@v1，核对方法同上。",
    "  不在这些签名之下的记录，不是那台电脑写的。",
  ];
}

/** A bundle in several volumes: each is checked by itself, then files that were split are joined. */
function joining({ fileName, volume, volumes }: CheckNotes): readonly string[] {
  if (volumes === 1) return [];
  const names = plainName(fileName).replace(volumeMark(volume, volumes), volumeMark("*", "*"));
  return [
    "",
    "六、分卷的包",
    `  这个包共 ${volumes} 卷。第 1 卷有全部记录和表格，data/bundle.json 里列出每一卷的每一个文件；其余各卷只有原件。`,
    "  每一卷都按上面一、二、三步单独核对，签名应出自同一把密钥。各卷分别解开，例如：",
    `  for z in ${names}; do unzip -q "$z" -d "\${z%.anbao}"; done`,
    "  第 2 卷起，data/bundle.json 里的 bundleId 应等于第 1 卷 tagmanifest-sha256.txt 的 SHA-256：",
    `  sha256sum ${plainName(fileName)
      .replace(volumeMark(volume, volumes), volumeMark(1, volumes))
      .replace(/\.anbao$/, "")}/${TAG_MANIFEST}`,
    "  比一卷还大的文件切成几段，名字末尾是 .001of003、.002of003……，接起来就是原件：",
    "  mkdir joined",
    "  for p in $(ls -d */data/media/*.001of* | xargs -n 1 basename); do",
    "    name=${p%.001of*}",
    "    cat $(ls */data/media/$name.[0-9][0-9][0-9]of* | sort -t/ -k4) > joined/$name",
    '    echo "${name%.*}  joined/$name" | sha256sum -c',
    "  done",
    "  每一行都应显示 OK：原件的名字就是它自己的 SHA-256。",
  ];
}

function plainName(fileName: string): string {
  return fileName.replace(/\.age$/, "");
}
