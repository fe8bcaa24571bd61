"""What the live page says beyond the page of a file."""

from keypost.text import Text

WORDS = {
    "view.edit": Text(en="Edit", ja="編集"),
    "view.explain": Text(en="Explain an error", ja="エラーの説明"),
    "edit.here": Text(en="Edit here", ja="ここを編集"),
    "edit.file": Text(en="File", ja="ファイル"),
    "edit.text": Text(en="Text of the file", ja="ファイルの内容"),
    "edit.none": Text(
        en="None of these files can be edited here: templates can, Terraform, plans and snapshots can't.",
        ja="ここで編集できるファイルはありません。テンプレートは編集できますが、Terraform、プラン、スナップショットは編集できません。",
    ),
    "edit.lead": Text(
        en="Everything is decided anew as you type. The files on the disk stay as they are; take the diff to keep the edits.",
        ja="入力するたびにすべてを判定し直します。ディスク上のファイルは変わりません。編集を残すには差分を使ってください。",
    ),
    "edit.turned": Text(en="Deliveries that turned", ja="判定が変わった配信"),
    "edit.unturned": Text(en="No delivery has turned.", ja="判定が変わった配信はありません。"),
    "edit.new": Text(en="new", ja="新規"),
    "edit.unread": Text(
        en="This can't be read yet; what is shown is from before.",
        ja="まだ読み取れません。表示しているのは以前の判定です。",
    ),
    "edits": Text(en="Edited, not saved: {files}", ja="編集中 (未保存): {files}"),
    "edits.turned": Text(en="{count} deliveries turned", ja="{count} 件の判定が変わりました"),
    "edits.turned.one": Text(en="1 delivery turned", ja="1 件の判定が変わりました"),
    "edits.copy": Text(en="Copy diff", ja="差分をコピー"),
    "edits.download": Text(en="Download diff", ja="差分をダウンロード"),
    "edits.reset": Text(en="Undo all", ja="すべて元に戻す"),
    "try": Text(en="Try it", ja="試す"),
    "tried": Text(en="Tried: every delivery was decided anew", ja="試しました。すべての配信を判定し直しました"),
    "explain.text": Text(
        en="An error message, an alarm's history, a CloudTrail event",
        ja="エラーメッセージ、アラームの履歴、CloudTrail イベントなど",
    ),
    "explain.act": Text(en="Explain", ja="説明する"),
    "explain.none": Text(en="The text tells of no cause.", ja="この内容から原因はわかりません。"),
    "likelihood.high": Text(en="likely", ja="可能性が高い"),
    "likelihood.medium": Text(en="possible", ja="可能性がある"),
    "likelihood.low": Text(en="less likely", ja="可能性が低い"),
    "explain.decided": Text(en="decided here", ja="この環境で判定"),
    "explain.next": Text(en="Look at next:", ja="次に確認するもの:"),
    "view.replay": Text(en="Replay history", ja="履歴の再現"),
    "replay.lead": Text(
        en="Would the policy of a key, as it is edited here, have denied anything that happened? Choose records of CloudTrail; they stay on this machine.",
        ja="ここで編集中のキーポリシーは、これまでの呼び出しを拒否するでしょうか。CloudTrail のレコードを選んでください。このマシンの外には送信しません。",
    ),
    "replay.key": Text(en="Key whose policy decides", ja="判定に使うキー"),
    "replay.file": Text(en="Records of CloudTrail", ja="CloudTrail のレコード"),
    "replay.arn": Text(en="Key in the records", ja="レコードの中のキー"),
    "replay.act": Text(en="Replay", ja="再現する"),
    "replay.none": Text(
        en="No key in the input has a policy that can be replayed.",
        ja="再現に使えるポリシーを持つキーが入力にありません。",
    ),
    "replay.large": Text(
        en="The file is too large for the page: `keypost replay` takes any.",
        ja="このファイルはページには大きすぎます。`keypost replay` なら読み取れます。",
    ),
    "replay.denied": Text(en="{count} calls would be denied", ja="拒否される呼び出し: {count} 件"),
    "replay.denied.one": Text(en="1 call would be denied", ja="拒否される呼び出し: 1 件"),
    "replay.undecided": Text(en="{count} calls can't be decided", ja="判定できない呼び出し: {count} 件"),
    "replay.undecided.one": Text(en="1 call can't be decided", ja="判定できない呼び出し: 1 件"),
    "replay.stays": Text(en="{count} calls stay as they were", ja="変わらない呼び出し: {count} 件"),
    "replay.stays.one": Text(en="1 call stays as it was", ja="変わらない呼び出し: 1 件"),
    "replay.failedThen": Text(en="{count} calls had failed anyway", ja="もともと失敗していた呼び出し: {count} 件"),
    "replay.failedThen.one": Text(en="1 call had failed anyway", ja="もともと失敗していた呼び出し: 1 件"),
    "replay.dark": Text(en="What CloudTrail doesn't show", ja="CloudTrail からはわからないこと"),
    "refreshed": Text(
        en="The files have changed; everything was decided anew", ja="ファイルが変わったため、判定し直しました"
    ),
    "lost": Text(en="`keypost serve` doesn't answer any more.", ja="`keypost serve` の応答がありません。"),
    "live.foot": Text(
        en="Served by `keypost serve` on this machine. Nothing leaves it, and no file is changed.",
        ja="このマシンの `keypost serve` が表示しています。外部への送信も、ファイルの変更もありません。",
    ),
}
