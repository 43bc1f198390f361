// The site's search runs in a worker, which browsers refuse to pages opened from a folder (file:). There this takes
// its place: the same script in a hidden frame, with the four things it uses. Elsewhere it does nothing.
// The name is what the theme looks for: with it, it does not load a script of that kind from another host.
(function () {
  "use strict"
  if (location.protocol !== "file:") return

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.documentElement.appendChild(frame)
      const inside = frame.contentWindow
      // A frame without an address of its own is of the same origin as its page, even where that is a file.
      inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      inside.importScripts = (...urls) => urls.reduce((done, next) => done.then(() => load(inside, next)), Promise.resolve())
      this.frame = frame
      this.ready = load(inside, url)
    }

    postMessage(data) {
      this.ready = this.ready.then(() => {
        const { contentWindow } = this.frame
        contentWindow.dispatchEvent(new contentWindow.MessageEvent("message", { data }))
      })
    }

    terminate() {
      this.frame.remove()
    }
  }

  function load(inside, url) {
    return new Promise((resolve, reject) => {
      const script = inside.document.createElement("script")
      script.src = String(url)
      script.onload = resolve
      script.onerror = () => reject(new Error("cannot load " + url))
      inside.document.body.appendChild(script)
    })
  }

  self.IFrameWorker = IFrameWorker
  self.Worker = IFrameWorker
})()
